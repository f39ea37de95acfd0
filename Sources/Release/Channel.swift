/// How something reaches its recipient.
public enum Channel: String, Sendable, CaseIterable {
    /// Over a network.
    case electronic
    /// By a courier, on paper or on a carrier.
    case courier
}
