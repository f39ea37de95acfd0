internal import Exchange
package import NormalForms

/// Where a hook is told, as an administrator gave it: `https`, or `http` where only this machine itself was listed.
///
/// The host is a name, or an address as RFC 3986, 3.2.2 writes it: what a library would read as another address
/// (`127.1`, `0x7f.0.0.1`) is none.
package struct HookAddress: Sendable, Equatable {
    /// The address.
    package let text: String
    /// Scheme, host and port.
    package let origin: String
    /// The host, without brackets.
    package let host: String
    /// Whether it goes over TLS.
    package let isSecure: Bool
    /// The address that the host is, if it is no name.
    package let literal: NetworkRange?

    /// Why a text is no address.
    package struct Failure: Error, Equatable {
        /// What is wrong with it.
        package let description: String
    }

    /// Bytes of an address at most.
    private static let most = 1_000

    /// Reads an address.
    /// - Parameter text: the text.
    /// - Throws: `Failure` that says what is wrong.
    package init(_ text: String) throws(Failure) {
        guard text.utf8.count <= Self.most else { throw Failure(description: "it is longer than \(Self.most) bytes") }
        isSecure = text.hasPrefix("https://")
        guard isSecure || text.hasPrefix("http://") else {
            throw Failure(description: "it must start with https://")
        }
        let rest = text.dropFirst(isSecure ? 8 : 7)
        let authority = rest.prefix { $0 != "/" && $0 != "?" }
        do throws(PartnerAddress.Failure) {
            _ = try PartnerAddress("https://" + authority)
        } catch {
            throw Failure(description: error.description)
        }
        guard rest.dropFirst(authority.count).utf8.allSatisfy(Self.isPlain) else {
            throw Failure(description: "its path is not made of letters of an address")
        }
        let isBracketed = authority.hasPrefix("[")
        let host = isBracketed ? authority.dropFirst().prefix { $0 != "]" } : authority.prefix { $0 != ":" }
        literal = NetworkRange(String(host))
        let last = host.split(separator: ".").last ?? ""
        let isNumber = last.utf8.allSatisfy { $0 &- 0x30 < 10 } || last.lowercased().hasPrefix("0x")
        guard literal.map({ $0.isAddress && $0.isIPv6 == isBracketed }) ?? !(isNumber || isBracketed) else {
            throw Failure(description: "its host is none")
        }
        (self.text, self.host) = (text, host.lowercased())
        origin = (isSecure ? "https://" : "http://") + authority.lowercased()
    }

    /// What may stand in a path or a query (RFC 3986, 3.3 and 3.4).
    private static func isPlain(_ byte: UInt8) -> Bool {
        byte &- 0x30 < 10 || (byte | 0x20) &- UInt8(ascii: "a") < 26 || "-._~%!$&'()*+,;=:@/?".utf8.contains(byte)
    }
}
