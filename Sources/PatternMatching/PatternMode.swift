/// How values are compared.
public enum PatternMode: String, Sendable, CaseIterable {
    /// As section 9 of STIX 2.1 has it.
    case exact
    /// As tools write what they mean: what is met only so names the rules by which it is.
    case practical
}

/// Why a value is taken for what a pattern asks for although the standard does not say so.
public enum PatternRule: String, Sendable, CaseIterable {
    /// A text of digits against a number: `'8443'`.
    case quotedNumber = "quoted-number"
    /// A network against an address in it, by `=`.
    case network
    /// An element of a list without `[*]`.
    case element
    /// A hash, host name, address, MAC address, URL, e-mail address or registry key in another spelling.
    case spelling
}
