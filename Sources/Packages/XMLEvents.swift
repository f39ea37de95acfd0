/// Who is told what a part has, in the order in which it stands there.
public protocol XMLEvents: AnyObject {
    /// A number for the name of an element or attribute; asked once for each name.
    /// - Parameters:
    ///   - name: the local name.
    ///   - namespace: its namespace; empty for none.
    /// - Returns: the number.
    func number(of name: String, in namespace: String) -> Int

    /// An element begins.
    /// - Throws: `PackageFault`, which ends the reading.
    func start(_ name: Int, _ attributes: XMLAttributes) throws(PackageFault)

    /// An element ends.
    /// - Throws: `PackageFault`, which ends the reading.
    func end(_ name: Int) throws(PackageFault)

    /// Text within an element; one text may come in several pieces.
    /// - Throws: `PackageFault`, which ends the reading.
    func text(_ bytes: Span<UInt8>) throws(PackageFault)
}

/// The attributes of an element.
public struct XMLAttributes: Sendable {
    private var places: [(name: Int, from: Int, until: Int)] = []
    private var bytes: [UInt8] = []

    init() {}

    mutating func clear() {
        places.removeAll(keepingCapacity: true)
        bytes.removeAll(keepingCapacity: true)
    }

    mutating func add(_ name: Int, _ value: UnsafeBufferPointer<UInt8>) {
        let from = bytes.count
        unsafe bytes.append(contentsOf: value)
        places.append((name, from, bytes.count))
    }

    /// The bytes of an attribute; nil where there is none of the name.
    public func bytes(_ name: Int) -> ArraySlice<UInt8>? {
        for place in places where place.name == name { return bytes[place.from..<place.until] }
        return nil
    }

    /// An attribute as a text; nil where there is none of the name.
    public func string(_ name: Int) -> String? { bytes(name).map { String(decoding: $0, as: UTF8.self) } }

    /// An attribute as a whole number that is not below zero; nil where it is none, or more than 15 digits.
    public func number(_ name: Int) -> Int? {
        guard let bytes = bytes(name), (1...15).contains(bytes.count) else { return nil }
        var number = 0
        for byte in bytes {
            guard (48...57).contains(byte) else { return nil }
            number = number * 10 + Int(byte - 48)
        }
        return number
    }

    /// An attribute of `0`, `1`, `false` or `true`; nil where it is none of them.
    public func bool(_ name: Int) -> Bool? {
        switch string(name) {
        case "1", "true", "on": true
        case "0", "false", "off": false
        default: nil
        }
    }
}
