internal import NormalForms

/// Finds numbers by hashes: what has a hash is what may be asked for, and is compared afterwards.
///
/// Twelve bytes for each number and four to eight for the place of its hash, whatever the values are.
struct ValueIndex: Sendable {
    private struct Entry: Sendable {
        let hash: UInt32
        let number: Int32
        /// The entry before it with the same place; -1 for none.
        var next: Int32
    }

    private var entries: ContiguousArray<Entry> = []
    /// The last entry of each place; as many places as a power of two.
    private var places = ContiguousArray<Int32>(repeating: -1, count: 1 << 6)

    /// Notes a number.
    mutating func add(_ hash: Int, _ number: Int32) {
        if entries.count == places.count { grow() }
        let hash = UInt32(truncatingIfNeeded: hash)
        let place = place(of: hash)
        entries.append(Entry(hash: hash, number: number, next: places[place]))
        places[place] = Int32(entries.count - 1)
    }

    /// How many have a hash, as far as it matters.
    func count(_ hash: Int, most: Int) -> Int {
        var count = 0
        each(hash) { _ in
            count += 1
            return count < most
        }
        return count
    }

    /// Whether anything has a hash.
    @inline(__always)
    func has(_ hash: Int) -> Bool {
        var isThere = false
        each(hash) { _ in
            isThere = true
            return false
        }
        return isThere
    }

    /// Adds the numbers that have a hash.
    func append(_ hash: Int, to numbers: inout [Int32]) {
        each(hash) { number in
            numbers.append(number)
            return true
        }
    }

    /// Goes through the numbers that have a hash, as long as the body says so.
    @inline(__always)
    private func each(_ hash: Int, _ body: (Int32) -> Bool) {
        let hash = UInt32(truncatingIfNeeded: hash)
        var entry = places[place(of: hash)]
        while entry >= 0 {
            let one = entries[Int(entry)]
            if one.hash == hash, !body(one.number) { return }
            entry = one.next
        }
    }

    @inline(__always)
    private func place(of hash: UInt32) -> Int { Int(hash) & (places.count - 1) }

    private mutating func grow() {
        places = ContiguousArray(repeating: -1, count: places.count * 2)
        for number in entries.indices {
            let place = place(of: entries[number].hash)
            entries[number].next = places[place]
            places[place] = Int32(number)
        }
    }

    /// The hash of a value at the end of a path: seeded anew by each process, so that nobody can make many of one.
    @inline(__always)
    static func hash(_ path: Int32, _ kind: UInt8, _ bytes: Span<UInt8>) -> Int {
        var hasher = Hasher()
        hasher.combine(UInt64(UInt32(bitPattern: path)) << 8 | UInt64(kind))
        unsafe bytes.withUnsafeBytes { unsafe hasher.combine(bytes: $0) }
        return hasher.finalize()
    }

    /// The hash of a network at the end of a path.
    static func hash(_ path: Int32, _ network: NetworkRange) -> Int {
        var hasher = Hasher()
        hasher.combine(path)
        hasher.combine(network)
        return hasher.finalize()
    }

    /// The hash of a piece of a text at the end of a path.
    @inline(__always)
    static func hash(_ path: Int32, piece: UInt64, _ size: Int) -> Int {
        let mixed = (piece ^ UInt64(UInt32(bitPattern: path)) << 8 ^ UInt64(size)) &* 0xD1B5_4A32_D192_ED03
        return Int(truncatingIfNeeded: mixed ^ mixed >> 32)
    }
}
