internal import Cryptography

/// Where somebody tries to sign in from: an address, and what the browser keeps of earlier sign-ins.
package struct SignInSource: Sendable {
    /// The address, as `network(of:)` cuts it.
    package let address: String
    /// What the browser sent of earlier sign-ins, the newest first.
    package let marks: [BrowserMark]

    package init(address: String, marks: [BrowserMark]) {
        (self.address, self.marks) = (address, marks)
    }

    /// The command line of the host.
    package static let host = SignInSource(address: "", marks: [])

    /// The mark that shows that a name has signed in with this browser before; nil if it has not.
    package func mark(of name: String, seed: [UInt8]) -> BrowserMark? { marks.first { $0.isOf(name, seed: seed) } }

    package static func isLoopback(_ address: String) -> Bool { address.hasPrefix("127.") || address == "::1" }

    /// What stands for an address when tries are counted: who has one address of IPv6 has all that begin with the same 64 bits.
    package static func network(of address: String) -> String {
        guard address.contains(":"), !address.contains(".") else { return address }
        let sides = address.split(separator: "%", maxSplits: 1)[0].replacing("::", with: "|").split(
            separator: "|",
            omittingEmptySubsequences: false
        ).map { $0.split(separator: ":").map { $0.drop { $0 == "0" } } }
        guard let head = sides.first else { return address }
        let missing = sides.count == 2 ? max(0, 8 - head.count - sides[1].count) : 0
        let groups = head + Array(repeating: Substring(), count: missing) + (sides.count == 2 ? sides[1] : [])
        return groups.prefix(4).joined(separator: ":") + "::/64"
    }
}

/// What a browser keeps after somebody has signed in with it: tries from elsewhere do not count against it (OWASP, device cookies).
///
/// It opens nothing: name, password and second factor are asked for all the same.
package struct BrowserMark: Sendable, Equatable {
    /// How many people's marks one browser keeps.
    package static let most = 8
    private static let bytes = 24
    private static let random = 8

    /// Its text in a cookie.
    package let text: String

    /// Reads one; nil if it cannot be one.
    ///
    /// Whether this node made it, `isOf` says.
    package init?(_ text: Substring) {
        guard text.utf8.count == 2 * Self.bytes, text.allSatisfy(\.isHexDigit) else { return nil }
        self.text = String(text)
    }

    /// A new one.
    package init(of name: String, seed: [UInt8]) {
        let random = Encoding.hex(Random.bytes(Self.random))
        text = random + Self.code(random, name, seed)
    }

    package func isOf(_ name: String, seed: [UInt8]) -> Bool {
        let random = String(text.prefix(2 * Self.random))
        return Encoding.isEqual(
            Array(text.dropFirst(2 * Self.random).utf8),
            Array(Self.code(random, name, seed).utf8)
        )
    }

    private static func code(_ random: String, _ name: String, _ seed: [UInt8]) -> String {
        let message = Array("entente-browser-1\n\(random)\n\(name)".utf8)
        return Encoding.hex(Array(HMACSHA256.code(of: message, key: seed).prefix(bytes - Self.random)))
    }
}
