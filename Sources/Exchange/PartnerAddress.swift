/// The base URL of a node as an invitation may name it: `https://`, a host, perhaps a port and a path, and nothing else.
///
/// Requests are made by writing behind it (RFC 3986, 3): what is no host, port or path would go somewhere else, or carry a name and
/// password into logs.
package struct PartnerAddress: Equatable {
    /// The address without a slash at its end.
    package let text: String

    /// Why a text is no address.
    package struct Failure: Error, Equatable {
        /// What is wrong with it.
        package let description: String
    }

    /// Reads an address.
    /// - Parameter text: the text.
    /// - Throws: `Failure` that says what is wrong.
    package init(_ text: String) throws(Failure) {
        guard text.utf8.count <= 300 else { throw Failure(description: "it is longer than 300 bytes") }
        guard text.hasPrefix("https://") else { throw Failure(description: "it must start with https://") }
        let rest = text.dropFirst(8)
        guard !rest.contains("@") else { throw Failure(description: "it names a user") }
        guard !rest.contains("?"), !rest.contains("#") else {
            throw Failure(description: "it has a query or a fragment")
        }
        let slash = rest.firstIndex(of: "/") ?? rest.endIndex
        try Self.checkHost(rest[..<slash])
        var path = rest[slash...]
        if path.last == "/" { path.removeLast() }
        for segment in path.split(separator: "/", omittingEmptySubsequences: false).dropFirst() {
            guard !segment.isEmpty, segment != ".", segment != "..", segment.utf8.allSatisfy(Self.isUnreserved) else {
                throw Failure(description: "its path is not made of plain segments")
            }
        }
        self.text = "https://" + rest[..<slash] + path
    }

    private static func checkHost(_ authority: Substring) throws(Failure) {
        var host = authority
        if let bracket = authority.lastIndex(of: "]") {
            host = authority[...bracket]
            try checkPort(authority[authority.index(after: bracket)...])
            let inside = host.dropFirst().dropLast()
            guard host.first == "[", inside.contains(":"),
                inside.utf8.allSatisfy({ isHexadecimal($0) || ".:".utf8.contains($0) })
            else { throw Failure(description: "its host is none") }
            return
        }
        if let colon = authority.firstIndex(of: ":") {
            host = authority[..<colon]
            try checkPort(authority[colon...])
        }
        let labels = host.split(separator: ".", omittingEmptySubsequences: false)
        let isPlain = labels.allSatisfy { label in
            (1...63).contains(label.utf8.count) && label.first != "-" && label.last != "-"
                && label.utf8.allSatisfy { isUnreserved($0) && $0 != UInt8(ascii: "~") && $0 != UInt8(ascii: ".") }
        }
        guard isPlain, host.utf8.count <= 253 else { throw Failure(description: "its host is none") }
    }

    /// A colon and a port, or nothing.
    private static func checkPort(_ text: Substring) throws(Failure) {
        guard !text.isEmpty else { return }
        let digits = text.dropFirst()
        guard text.first == ":", (1...5).contains(digits.utf8.count), digits.utf8.allSatisfy({ $0 &- 0x30 < 10 }),
            let port = Int(digits), (1...65_535).contains(port)
        else { throw Failure(description: "its port is none") }
    }

    private static func isHexadecimal(_ byte: UInt8) -> Bool {
        byte &- 0x30 < 10 || (byte | 0x20) &- UInt8(ascii: "a") < 6
    }

    /// RFC 3986, 2.3.
    private static func isUnreserved(_ byte: UInt8) -> Bool {
        byte &- 0x30 < 10 || (byte | 0x20) &- UInt8(ascii: "a") < 26 || "-._~".utf8.contains(byte)
    }
}
