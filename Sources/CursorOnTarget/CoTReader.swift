/// Reads events one after the other: XML, messages of the TAK protocol as streams and datagrams have them, or some of
/// each.
///
/// A message of a stream is 0xBF, its length and its bytes; a datagram is 0xBF, the version, 0xBF, and one message to
/// its end (TAK protocol, version 1). What cannot be read ends the reading: where the next event begins, only a whole
/// one says.
public struct CoTReader {
    private let bytes: [UInt8]
    private var place: Int
    private let parser = CoTParser()
    /// How many events were read.
    public private(set) var count = 0

    private static let magic: UInt8 = 0xBF

    /// A reader of bytes.
    /// - Parameter bytes: a file, a datagram or what came over a stream.
    public init(_ bytes: [UInt8]) {
        self.bytes = bytes
        place = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    }

    /// All events of bytes.
    /// - Throws: `CoTFault`.
    public static func events(_ bytes: [UInt8]) throws(CoTFault) -> [CoTEvent] {
        var reader = CoTReader(bytes)
        var events: [CoTEvent] = []
        while let event = try reader.next() { events.append(event) }
        return events
    }

    /// The next event.
    /// - Returns: nil at the end.
    /// - Throws: `CoTFault`.
    public mutating func next() throws(CoTFault) -> CoTEvent? {
        while place < bytes.count, [0x20, 0x09, 0x0A, 0x0D].contains(bytes[place]) { place += 1 }
        guard place < bytes.count else { return nil }
        let start = place
        let read: Result<(CoTEvent, Int), CoTFault> = unsafe bytes.withUnsafeBufferPointer { buffer in
            do throws(CoTFault) {
                return .success(
                    unsafe try buffer[start] == Self.magic ? message(buffer, start) : xml(buffer, start)
                )
            } catch {
                return .failure(error)
            }
        }
        let (event, end) = try read.get()
        place = end
        count += 1
        return event
    }

    private func xml(_ buffer: UnsafeBufferPointer<UInt8>, _ start: Int) throws(CoTFault) -> (CoTEvent, Int) {
        guard unsafe buffer[start] == UInt8(ascii: "<") else {
            throw CoTFault(.unknownForm, "", "it is neither XML nor a message of the TAK protocol")
        }
        let scan = unsafe try CoTScan(buffer, from: start)
        return (unsafe try parser.read(buffer, start..<scan.end, children: scan.children), scan.end)
    }

    private func message(_ buffer: UnsafeBufferPointer<UInt8>, _ start: Int) throws(CoTFault) -> (CoTEvent, Int) {
        var place = start + 1
        let length = unsafe try Self.varint(buffer, &place)
        // A message cannot begin with the magic byte: then the number was a version.
        if place < buffer.count, unsafe buffer[place] == Self.magic {
            guard length == 1 else {
                throw CoTFault(.version, "", "version \(length) of the TAK protocol is not read")
            }
            place += 1
            guard buffer.count - place <= CoTLimits.event else {
                throw CoTFault(.tooLarge, "", "a message has more than \(CoTLimits.event) bytes")
            }
            let inside = unsafe UnsafeBufferPointer(rebasing: buffer[place...])
            return (unsafe try CoTMessage.read(inside, parser), buffer.count)
        }
        guard length <= CoTLimits.event else {
            throw CoTFault(.tooLarge, "", "a message has more than \(CoTLimits.event) bytes")
        }
        guard Int(length) <= buffer.count - place else { throw CoTFault(.truncated, "", "a message is cut off") }
        let end = place + Int(length)
        let inside = unsafe UnsafeBufferPointer(rebasing: buffer[place..<end])
        return (unsafe try CoTMessage.read(inside, parser), end)
    }

    /// A number in groups of seven bits, the lowest first; at most 32 bits.
    private static func varint(_ buffer: UnsafeBufferPointer<UInt8>, _ place: inout Int) throws(CoTFault) -> UInt64 {
        var number: UInt64 = 0
        for shift in stride(from: 0, to: 35, by: 7) {
            guard place < buffer.count else { throw CoTFault(.truncated, "", "a length is cut off") }
            let byte = unsafe buffer[place]
            place += 1
            number |= UInt64(byte & 0x7F) << UInt64(shift)
            if byte & 0x80 == 0 { return number }
        }
        throw CoTFault(.tooLarge, "", "a length has more than 32 bits")
    }
}
