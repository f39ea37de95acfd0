/// Where the objects of a file stand, found without reading them.
///
/// libical makes a tree of all that it is given before anybody sees an object of it, and its time goes into the memory
/// for that. A file that is put together as plainly as programs do it is given to it object by object: what it says of
/// each is the same, since it reads lines and keeps nothing of an object that has ended.
///
/// 1. `BEGIN:` and `END:` stand in capitals, at the beginning of a line, with nothing behind the name, and no line goes
///    on from one.
/// 2. Each ends what was begun last; outermost there is `VCALENDAR` and nothing else.
/// 3. No line is empty, and each has the end of its name in it.
///
/// Whatever is not so is left to libical as a whole.
struct CalendarOutline {
    /// One VCALENDAR.
    struct Calendar {
        /// Its lines without those of its objects.
        var shell: [Range<Int>] = []
        /// The lines of what is in it, each from its `BEGIN` to its `END`.
        var parts: [Range<Int>] = []
    }

    private(set) var calendars: [Calendar] = []
    /// The names of what has begun and not ended, the outermost first.
    private var open: [ArraySlice<UInt8>] = []
    /// Where the outermost thing in the calendar began.
    private var part = 0

    private static let (begin, end, calendar) = (Array("BEGIN:".utf8), Array("END:".utf8), Array("VCALENDAR".utf8))
    private static let (lineFeed, carriageReturn) = (UInt8(ascii: "\n"), UInt8(ascii: "\r"))

    /// The outline of a file; nil where it is not put together plainly.
    init?(_ bytes: [UInt8]) {
        var place = 0
        // A line that goes on goes on from one that is neither a `BEGIN` nor an `END`.
        var mayGoOn = false
        while place < bytes.count {
            guard let end = bytes[place...].firstIndex(of: Self.lineFeed) else { return nil }
            let line = place..<end + 1
            if bytes[place] == UInt8(ascii: " ") || bytes[place] == UInt8(ascii: "\t") {
                guard mayGoOn else { return nil }
                if open.count == 1 { keep(line) }
            } else {
                let isReturned = end > place && bytes[end - 1] == Self.carriageReturn
                guard let isText = take(bytes[place..<(isReturned ? end - 1 : end)], line) else { return nil }
                mayGoOn = isText
            }
            place = end + 1
        }
        guard open.isEmpty, !calendars.isEmpty else { return nil }
    }

    private mutating func keep(_ line: Range<Int>) { calendars[calendars.count - 1].shell.append(line) }

    /// Takes the beginning of a line; whether it is a property, nil where it is not plain.
    private mutating func take(_ text: ArraySlice<UInt8>, _ line: Range<Int>) -> Bool? {
        if text.starts(with: Self.begin) {
            return begin(text.dropFirst(Self.begin.count), line) ? false : nil
        }
        if text.starts(with: Self.end) {
            return end(text.dropFirst(Self.end.count), line) ? false : nil
        }
        guard !open.isEmpty, Self.isProperty(text) else { return nil }
        if open.count == 1 { keep(line) }
        return true
    }

    /// Whether a line begins with a name, and with none that libical could take for that of a `BEGIN` or an `END`.
    private static func isProperty(_ text: ArraySlice<UInt8>) -> Bool {
        guard let first = text.first, (0x41...0x5A).contains(first & 0xDF),
            text.contains(where: { $0 == UInt8(ascii: ":") || $0 == UInt8(ascii: ";") })
        else { return false }
        // In capitals.
        return ![begin, end].contains { sign in
            first & 0xDF == sign[0] && text.prefix(sign.count - 1).map { $0 & 0xDF } == sign.dropLast()
        }
    }

    private mutating func begin(_ name: ArraySlice<UInt8>, _ line: Range<Int>) -> Bool {
        guard Self.isName(name) else { return false }
        switch open.count {
        case 0:
            guard name.elementsEqual(Self.calendar) else { return false }
            calendars.append(Calendar())
            keep(line)
        case 1: part = line.lowerBound
        default: break
        }
        open.append(name)
        return true
    }

    private mutating func end(_ name: ArraySlice<UInt8>, _ line: Range<Int>) -> Bool {
        guard let last = open.popLast(), last == name else { return false }
        switch open.count {
        case 0: keep(line)
        case 1: calendars[calendars.count - 1].parts.append(part..<line.upperBound)
        default: break
        }
        return true
    }

    private static func isName(_ name: ArraySlice<UInt8>) -> Bool {
        !name.isEmpty && name.allSatisfy { (0x41...0x5A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x2D }
    }
}
