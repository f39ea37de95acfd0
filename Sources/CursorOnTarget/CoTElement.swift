/// An element of `detail`, with its bytes as they were written.
public struct CoTElement: Sendable, Equatable {
    /// The address of its namespace; empty for none.
    public let namespace: String
    /// Its name without a prefix.
    public let name: String
    /// The element as XML in UTF-8, which is well-formed by itself.
    public let xml: [UInt8]
    /// Its attributes, of elements that are looked into: marks, and those that the TAK protocol has messages for.
    let attributes: [CoTAttribute]
    /// Whether there is nothing inside it.
    let isPlain: Bool

    /// An element of attributes alone.
    init(namespace: String = "", _ name: String, _ attributes: [CoTAttribute]) {
        (self.namespace, self.name, self.attributes, isPlain) = (namespace, name, attributes, true)
        var writer = CoTWriter()
        writer.element(namespace: namespace, name, attributes)
        xml = writer.bytes
    }

    init(namespace: String, name: String, xml: [UInt8], attributes: [CoTAttribute], isPlain: Bool) {
        (self.namespace, self.name, self.xml) = (namespace, name, xml)
        (self.attributes, self.isPlain) = (attributes, isPlain)
    }

    subscript(_ name: String) -> String? { attributes.first { $0.name == name }?.value }

    /// The names of elements that the TAK protocol has messages for.
    static let typed: Set<String> = ["contact", "__group", "precisionlocation", "status", "takv", "track"]

    /// Whether it says the same: byte for byte, or the same attributes in another order or spelling of numbers.
    func says(_ other: CoTElement) -> Bool {
        if xml == other.xml { return true }
        guard namespace == other.namespace, name == other.name, isPlain, other.isPlain, !attributes.isEmpty,
            attributes.count == other.attributes.count
        else { return false }
        return attributes.allSatisfy { one in
            guard let value = other[one.name] else { return false }
            if value == one.value { return true }
            guard let first = CoTNumber.read(one.value), let second = CoTNumber.read(value) else { return false }
            return first == second
        }
    }
}
