/// What host names need of a library: UTS 46, whose tables change with Unicode.
public protocol HostNameEncoding: Sendable {
    /// A name in A-labels.
    /// - Parameters:
    ///   - name: the name, of 1,012 bytes at most.
    ///   - isTransitional: whether `ß`, final sigma and joiners are mapped away, as IDNA 2003 had it.
    /// - Returns: the name in ASCII, its letters small; nil for one that UTS 46 does not allow.
    func labels(of name: String, transitional isTransitional: Bool) -> String?
}
