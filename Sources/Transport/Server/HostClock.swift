internal import CMicroHTTPD

/// What the kernel says of the host's clock (`adjtimex(2)`).
public enum HostClock {
    /// Whether a time service keeps it right; nil where the kernel does not say.
    public static var isSynchronised: Bool? {
        switch entente_clock_state() {
        case 1: true
        case 0: false
        default: nil
        }
    }
}
