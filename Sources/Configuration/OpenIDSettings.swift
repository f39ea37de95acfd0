/// The installation's OpenID provider, as far as a node has to know it.
public struct OpenIDSettings: Sendable, Equatable {
    /// The provider's issuer identifier, exactly as its tokens have it.
    public var issuer = ""
    /// The node's client identifier with the provider.
    public var client = ""
    /// What the button of the console calls the provider; nil for the issuer.
    public var title: String?
    /// The claim whose value an account's subject has to be.
    public var claim = "sub"
    /// The scopes that are asked for.
    public var scope = "openid"
    /// Values of `acr` that count as more than one factor, beside `mfa` in `amr`.
    public var strongContexts: [String] = []

    /// No provider.
    public init() {}

    /// Whether an address is one over TLS, or on this machine.
    package static func isSafe(_ address: String) -> Bool {
        address.hasPrefix("https://")
            || ["http://localhost", "http://127.0.0.1", "http://[::1]"].contains { start in
                address.hasPrefix(start + ":") || address.hasPrefix(start + "/") || address == start
            }
    }
}
