internal import Cryptography
package import Installation
internal import Store

/// A number of the store as a person sees it: unreadable, bound to the list and to the person that it was given for.
///
/// Rows of the store are numbered as they come, whoever may see them. Two of them would tell how many hidden ones lie between.
/// What is made here is as long for each number and in no order. It needs no memory: the same place is the same text, for as
/// long as the node has its key (synthetic initialisation vector, as in RFC 5297, with HMAC-SHA-256).
package struct SealedPlace: Sendable {
    private let key: [UInt8]
    private let scope: [UInt8]

    /// Places of one list for one person.
    /// - Parameters:
    ///   - list: what names the list.
    ///   - account: the person's account.
    ///   - seed: the node's secret.
    package init(_ list: String, for account: String, seed: [UInt8]) {
        key = HMACSHA256.code(of: Array("entente-place-1".utf8), key: seed)
        scope = Array("\(list)\n\(account)\n".utf8)
    }

    private static let half = 8
    /// How long a place is in hexadecimal.
    package static let digits = 32

    /// The text that stands for a place.
    package func text(_ place: Int64) -> String { Encoding.base64URL(sealed(place)) }

    /// The same in hexadecimal.
    package func hex(_ place: Int64) -> String { Encoding.hex(sealed(place)) }

    private func sealed(_ place: Int64) -> [UInt8] {
        let plain = (0..<Self.half).map { UInt8(truncatingIfNeeded: place >> (8 * Int64($0))) }
        let tag = tag(plain)
        return tag + masked(plain, tag)
    }

    /// The place that a text stands for; nil if it was not given for this list and this person.
    package func place(_ text: String) -> Int64? {
        guard text.utf8.count <= 24, let bytes = Encoding.bytes(base64URL: text) else { return nil }
        return place(bytes)
    }

    /// The place that a text in hexadecimal stands for; nil if it was not given for this list and this person.
    package func place(hex text: String) -> Int64? {
        guard text.utf8.count == Self.digits else { return nil }
        var bytes: [UInt8] = []
        var rest = text[...]
        while let byte = UInt8(rest.prefix(2), radix: 16) {
            bytes.append(byte)
            rest = rest.dropFirst(2)
        }
        return place(bytes)
    }

    private func place(_ bytes: [UInt8]) -> Int64? {
        guard bytes.count == 2 * Self.half else { return nil }
        let tag = Array(bytes.prefix(Self.half))
        let plain = masked(Array(bytes.suffix(Self.half)), tag)
        guard Encoding.isEqual(self.tag(plain), tag) else { return nil }
        return plain.reversed().reduce(0) { $0 << 8 | Int64($1) }
    }

    private func tag(_ plain: [UInt8]) -> [UInt8] {
        Array(HMACSHA256.code(of: Array("tag\n".utf8) + scope + plain, key: key).prefix(Self.half))
    }

    private func masked(_ bytes: [UInt8], _ tag: [UInt8]) -> [UInt8] {
        let mask = HMACSHA256.code(of: Array("mask\n".utf8) + scope + tag, key: key)
        return zip(bytes, mask).map { $0 ^ $1 }
    }
}

extension Node {
    /// Places of one list as a person sees them.
    package func places(of list: String, for person: SignedIn) -> SealedPlace {
        SealedPlace(list, for: person.account.name, seed: signingKey.seed)
    }
}
