internal import Exchange

/// The address of a server of others, as an administrator gave it: `https`, or `http` on this machine alone.
///
/// Nothing else is ever asked: what the server names must lie under the same scheme, host and port.
package struct OutsideAddress: Sendable, Equatable {
    /// The address, with a slash at its end.
    package let text: String
    /// Scheme, host and port.
    package let origin: String

    /// Why a text is no address.
    package struct Failure: Error, Equatable {
        /// What is wrong with it.
        package let description: String
    }

    /// Reads an address.
    /// - Parameter text: the text.
    /// - Throws: `Failure` that says what is wrong.
    package init(_ text: String) throws(Failure) {
        let isPlain = text.hasPrefix("http://")
        let checked: PartnerAddress
        do throws(PartnerAddress.Failure) {
            checked = try PartnerAddress(isPlain ? "https://" + text.dropFirst(7) : text)
        } catch {
            throw Failure(description: error.description)
        }
        let rest = checked.text.dropFirst(8)
        let authority = rest.prefix { $0 != "/" }
        if isPlain {
            let name = authority.hasPrefix("[") ? authority.prefix { $0 != "]" } : authority.prefix { $0 != ":" }
            guard ["localhost", "127.0.0.1", "[::1"].contains(name.lowercased()) else {
                throw Failure(description: "only a server on this machine may be asked without TLS")
            }
        }
        origin = (isPlain ? "http://" : "https://") + authority.lowercased()
        self.text = origin + rest.dropFirst(authority.count) + "/"
    }

    private init(origin: String, text: String) { (self.origin, self.text) = (origin, text) }

    /// An address that the server names, joined to this one (RFC 3986, 5.2).
    /// - Parameter reference: an absolute one, or one that begins with `/`, or one that goes on from here.
    /// - Returns: the address; nil if it lies elsewhere, or is none.
    package func joined(_ reference: String) -> OutsideAddress? {
        if reference.contains("://") {
            let other = try? OutsideAddress(reference)
            guard let other, Self.sameOrigin(other.origin, origin) else { return nil }
            return OutsideAddress(origin: origin, text: origin + other.text.dropFirst(other.origin.count))
        }
        guard !reference.hasPrefix("//") else { return nil }
        let base = reference.hasPrefix("/") ? origin + reference : text + reference
        return (try? OutsideAddress(base)).map { OutsideAddress(origin: origin, text: $0.text) }
    }

    /// Whether two origins are one, with the port that the scheme implies.
    private static func sameOrigin(_ one: String, _ other: String) -> Bool { explicit(one) == explicit(other) }

    private static func explicit(_ origin: String) -> String {
        let host = origin.drop { $0 != "/" }.dropFirst(2)
        let hasPort = host.last != "]" && host.contains(":") && !(host.hasPrefix("[") && !host.contains("]:"))
        return hasPort ? origin : origin + (origin.hasPrefix("https") ? ":443" : ":80")
    }
}
