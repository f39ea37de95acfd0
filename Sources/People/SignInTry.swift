/// One try to sign in, and what it counts against if it is wrong.
package struct SignInTry: Sendable {
    package let limits: SignInLimits
    /// What it counts against first; forgotten when it was right.
    package let own: SignInLimits.Key
    /// Everything that it counts against.
    package var keys: [SignInLimits.Key]
    /// Seconds to wait that a wrong try is told of, where it was looked at for its second factor alone.
    package var closed: Int?

    /// Whether the name has signed in with the browser before.
    package var isKnownBrowser: Bool {
        if case .browser = own { true } else { false }
    }

    /// A try under a name.
    package init(_ name: String, from source: SignInSource, _ limits: SignInLimits, seed: [UInt8]) {
        self.limits = limits
        if let mark = source.mark(of: name, seed: seed) {
            own = .browser(name: name, mark: mark.text)
            keys = [own]
        } else {
            own = .source(name: name, address: source.address)
            keys = [own, .name(name)]
        }
    }

    /// A try with a passkey, which counts apart.
    package init(passkey id: [UInt8], from source: SignInSource, _ limits: SignInLimits) {
        self.limits = limits
        own = .passkey(id: id, address: source.address)
        keys = [own]
    }
}
