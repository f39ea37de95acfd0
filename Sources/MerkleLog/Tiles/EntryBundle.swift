/// Entries as tiles carry them: each with its length in two bytes ahead (C2SP tlog-tiles, "Log entries").
public enum EntryBundle {
    /// Writes entries.
    /// - Parameter entries: the entries, each at most 65,535 bytes.
    /// - Returns: the bundle.
    public static func bytes(_ entries: some Sequence<[UInt8]>) -> [UInt8] {
        var bytes: [UInt8] = []
        for entry in entries {
            let count = UInt16(clamping: entry.count)
            bytes += [UInt8(count >> 8), UInt8(truncatingIfNeeded: count)]
            bytes += entry.prefix(Int(count))
        }
        return bytes
    }

    /// Reads the entries of a bundle.
    /// - Parameters:
    ///   - bytes: the bundle.
    ///   - path: which bundle it should be.
    /// - Returns: as many entries as the path is wide.
    /// - Throws: `LogFault` if there are more, fewer, or one is cut off.
    public static func entries(_ bytes: [UInt8], _ path: TilePath) throws(LogFault) -> [[UInt8]] {
        var entries: [[UInt8]] = []
        entries.reserveCapacity(path.width)
        var place = 0
        while place < bytes.count {
            guard place + 2 <= bytes.count else { throw cut(path, entries.count) }
            let count = Int(bytes[place]) << 8 | Int(bytes[place + 1])
            guard place + 2 + count <= bytes.count else { throw cut(path, entries.count) }
            entries.append(Array(bytes[(place + 2)..<(place + 2 + count)]))
            place += 2 + count
        }
        guard entries.count == path.width else {
            throw LogFault(.malformed, "\(path) has \(entries.count) entries, \(path.width) are expected")
        }
        return entries
    }

    private static func cut(_ path: TilePath, _ count: Int) -> LogFault {
        LogFault(.malformed, "\(path) is cut off in entry \(count)")
    }
}
