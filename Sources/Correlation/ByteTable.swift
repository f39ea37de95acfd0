/// Texts in a table, each with numbers; one piece of memory for all.
struct ByteTable: Sendable {
    private var bytes: [UInt8] = []
    private var begins: [UInt32] = []
    private var numbers: [Int32] = []
    /// Places of entries by hash, -1 where there is none; a power of two of them.
    private var slots: [Int32] = Array(repeating: -1, count: 64)

    var count: Int { begins.count }

    /// Adds a text with a number, once.
    mutating func add(_ text: [UInt8], _ number: Int32) {
        if (begins.count + 1) * 2 > slots.count { grow() }
        var slot = Int(truncatingIfNeeded: Self.hash(text[...])) & (slots.count - 1)
        while slots[slot] >= 0 {
            let entry = Int(slots[slot])
            if numbers[entry] == number, bytes[range(entry)].elementsEqual(text) { return }
            slot = (slot + 1) & (slots.count - 1)
        }
        slots[slot] = Int32(begins.count)
        begins.append(UInt32(bytes.count))
        numbers.append(number)
        bytes.append(contentsOf: text)
    }

    /// The numbers of a text, in the order in which they were added.
    func numbers(of text: ArraySlice<UInt8>) -> [Int32] {
        var found: [Int32] = []
        var slot = Int(truncatingIfNeeded: Self.hash(text)) & (slots.count - 1)
        while slots[slot] >= 0 {
            let entry = Int(slots[slot])
            if bytes[range(entry)].elementsEqual(text) { found.append(numbers[entry]) }
            slot = (slot + 1) & (slots.count - 1)
        }
        return found
    }

    private func range(_ entry: Int) -> Range<Int> {
        Int(begins[entry])..<(entry + 1 < begins.count ? Int(begins[entry + 1]) : bytes.count)
    }

    private mutating func place(_ entry: Int32) {
        var slot = Int(truncatingIfNeeded: Self.hash(bytes[range(Int(entry))])) & (slots.count - 1)
        while slots[slot] >= 0 { slot = (slot + 1) & (slots.count - 1) }
        slots[slot] = entry
    }

    private mutating func grow() {
        slots = Array(repeating: -1, count: slots.count * 4)
        for entry in begins.indices { place(Int32(entry)) }
    }

    /// A number chosen when the process begins: nobody outside knows which texts have one hash.
    private static let secret = UInt64.random(in: .min ... .max) | 1

    private static func hash(_ text: ArraySlice<UInt8>) -> UInt64 {
        var hash = secret ^ UInt64(text.count)
        for byte in text { hash = (hash ^ UInt64(byte)) &* 0x9e37_79b9_7f4a_7c15 ^ (hash >> 29) }
        return (hash ^ (hash >> 32)) &* secret
    }
}
