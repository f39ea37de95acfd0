/// The strict scanner: from bytes to the tape.
///
/// The only file of this room that uses unsafe memory.
/// Every read is at an index below `count`, which is checked where the index moves; nothing outlives the call.
@safe
struct JSONScanner {
    private let base: UnsafePointer<UInt8>
    let count: Int
    private let limits: JSONLimits
    var index = 0
    private(set) var nodes: ContiguousArray<JSONNode> = []
    /// The containers around the innermost open one, and that one.
    private var outer: [Frame] = []
    private var frame = Frame(container: -1, isObject: false)

    /// An open container: its entry, and what is known of it so far.
    private struct Frame {
        let container: Int
        let isObject: Bool
        var length: UInt32 = 0
    }

    /// A fault, with its place still as an offset.
    struct Fault: Error {
        var code: JSONError.Code
        var message: String
        var offset: Int
    }

    /// Scans one complete text.
    /// - Parameters:
    ///   - bytes: the text.
    ///   - limits: the bounds to keep to.
    /// - Returns: the tape; entry 0 is the value.
    /// - Throws: the first fault.
    static func scan(_ bytes: [UInt8], limits: JSONLimits) throws(Fault) -> ContiguousArray<JSONNode> {
        guard bytes.count <= limits.maximumBytes else {
            throw Fault(
                code: .size,
                message: "the text has \(bytes.count) bytes, the limit is \(limits.maximumBytes)",
                offset: 0
            )
        }
        let result: Result<ContiguousArray<JSONNode>, Fault> = unsafe bytes.withUnsafeBufferPointer { buffer in
            guard let base = buffer.baseAddress else {
                return .failure(Fault(code: .truncated, message: "the text is empty", offset: 0))
            }
            var scanner = unsafe JSONScanner(base: base, count: buffer.count, limits: limits)
            do throws(Fault) {
                try scanner.run()
                return .success(scanner.nodes)
            } catch {
                return .failure(error)
            }
        }
        return try result.get()
    }

    private init(base: UnsafePointer<UInt8>, count: Int, limits: JSONLimits) {
        unsafe self.base = unsafe base
        self.count = count
        self.limits = limits
        nodes.reserveCapacity(count / 12 + 4)
    }

    @inline(__always)
    func byte(_ index: Int) -> UInt8 { unsafe base[index] }

    func fault(_ code: JSONError.Code, _ message: String, at offset: Int? = nil) -> Fault {
        Fault(code: code, message: message, offset: offset ?? index)
    }

    private func unexpected(_ wanted: String) -> Fault {
        guard index < count else {
            return fault(.truncated, "the text ends where \(wanted) is expected")
        }
        let found = byte(index)
        if found == UInt8(ascii: "<"), nodes.isEmpty { return fault(.syntax, JSONError.markup) }
        let shown = found > 0x20 && found < 0x7F ? "`\(Character(Unicode.Scalar(found)))`" : "byte \(found)"
        return fault(.syntax, "expected \(wanted), found \(shown)")
    }

    @inline(__always)
    private mutating func skipSpace() {
        while index < count {
            switch byte(index) {
            case 0x20, 0x0A, 0x0D, 0x09: index += 1
            default: return
            }
        }
    }

    private mutating func run() throws(Fault) {
        if count >= 3, byte(0) == 0xEF, byte(1) == 0xBB, byte(2) == 0xBF {
            if count > 3, byte(3) == UInt8(ascii: "<") { throw fault(.syntax, JSONError.markup) }
            throw fault(.encoding, "the text starts with a byte order mark (RFC 8259, 8.1)")
        }
        try value()
        while frame.container >= 0 {
            skipSpace()
            let isObject = frame.isObject
            guard index < count else {
                throw unexpected(isObject ? "`,` or `}`" : "`,` or `]`")
            }
            if byte(index) == (isObject ? UInt8(ascii: "}") : UInt8(ascii: "]")) {
                index += 1
                try close()
                continue
            }
            if frame.length > 0 {
                guard byte(index) == UInt8(ascii: ",") else {
                    throw unexpected(isObject ? "`,` or `}`" : "`,` or `]`")
                }
                index += 1
                skipSpace()
            }
            frame.length += 1
            if isObject {
                try name()
            }
            try value()
        }
        skipSpace()
        if index < count {
            throw fault(.trailing, "something follows the value")
        }
    }

    private mutating func close() throws(Fault) {
        let closed = frame
        frame = outer.removeLast()
        nodes[closed.container].length = closed.length
        nodes[closed.container].next = UInt32(truncatingIfNeeded: nodes.count)
        if closed.isObject, closed.length > 1 {
            try checkNames(of: closed.container)
        }
    }

    private mutating func name() throws(Fault) {
        guard index < count, byte(index) == UInt8(ascii: "\"") else {
            throw unexpected("a name in quotes")
        }
        try string()
        skipSpace()
        guard index < count, byte(index) == UInt8(ascii: ":") else {
            throw unexpected("`:`")
        }
        index += 1
    }

    private mutating func value() throws(Fault) {
        skipSpace()
        guard index < count else {
            throw unexpected("a value")
        }
        switch byte(index) {
        case UInt8(ascii: "\""): try string()
        case UInt8(ascii: "{"): try begin(.object)
        case UInt8(ascii: "["): try begin(.array)
        case UInt8(ascii: "t"): try literal("true", .bool, flag: true)
        case UInt8(ascii: "f"): try literal("false", .bool, flag: false)
        case UInt8(ascii: "n"): try literal("null", .null, flag: false)
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): try number()
        default: throw unexpected("a value")
        }
    }

    private mutating func begin(_ kind: JSONKind) throws(Fault) {
        guard outer.count < limits.maximumDepth else {
            throw fault(.depth, "more than \(limits.maximumDepth) containers are open")
        }
        outer.append(frame)
        frame = Frame(container: nodes.count, isObject: kind == .object)
        nodes.append(JSONNode(offset: UInt32(truncatingIfNeeded: index), length: 0, kind: kind))
        index += 1
    }

    private mutating func literal(_ text: StaticString, _ kind: JSONKind, flag: Bool) throws(Fault) {
        let start = index
        let length = text.utf8CodeUnitCount
        for offset in 0..<length {
            guard index < count, unsafe byte(index) == text.utf8Start[offset] else {
                throw unexpected("the literal `\(text)`")
            }
            index += 1
        }
        nodes.append(
            JSONNode(
                offset: UInt32(truncatingIfNeeded: start),
                length: UInt32(truncatingIfNeeded: length),
                kind: kind,
                flag: flag
            )
        )
    }

    /// RFC 8259, 7: a string; its entry holds the bytes between the quotes.
    private mutating func string() throws(Fault) {
        index += 1
        let start = index
        var hasEscapes = false
        var isRespelled = false
        scan: while true {
            skipPlain()
            guard index < count else {
                throw fault(.truncated, "the string that starts here does not end", at: start - 1)
            }
            let current = byte(index)
            switch current {
            case UInt8(ascii: "\""): break scan
            case UInt8(ascii: "\\"):
                hasEscapes = true
                let isCanonical = try escape()
                isRespelled = isRespelled || !isCanonical
            case 0..<0x20: throw fault(.syntax, "a control character must be written as an escape")
            case 0x80...: try multibyte()
            default: index += 1
            }
        }
        let length = index - start
        nodes.append(
            JSONNode(
                offset: UInt32(truncatingIfNeeded: start),
                length: UInt32(truncatingIfNeeded: length),
                next: isRespelled ? 1 : 0,
                kind: .string,
                flag: hasEscapes,
                hash: hash(start, length)
            )
        )
        index += 1
    }

    /// `JSONNode.hash(of:)` of a string that ends before `count`, with two loads.
    @inline(__always)
    private func hash(_ start: Int, _ length: Int) -> UInt16 {
        if length > 8 {
            return JSONNode.hash(count: length, head: word(start), tail: word(start + length - 8))
        }
        if start + 8 <= count {
            let unused = UInt64(8 - length) * 8
            return JSONNode.hash(count: length, head: (word(start) << unused) >> unused, tail: 0)
        }
        return unsafe JSONNode.hash(of: UnsafeBufferPointer(start: base + start, count: length).span)
    }

    /// Eight bytes as a little-endian number; there must be eight.
    @inline(__always)
    private func word(_ index: Int) -> UInt64 {
        unsafe UInt64(littleEndian: UnsafeRawPointer(base + index).loadUnaligned(as: UInt64.self))
    }

    /// Moves over plain ASCII eight bytes at a time.
    @inline(__always)
    private mutating func skipPlain() {
        let ones: UInt64 = 0x0101_0101_0101_0101
        let highs: UInt64 = 0x8080_8080_8080_8080
        while index + 8 <= count {
            let word = word(index)
            let quote = word ^ (ones &* 0x22)
            let slash = word ^ (ones &* 0x5C)
            let stop =
                (word &- ones &* 0x20) | word | ((quote &- ones) & ~quote) | ((slash &- ones) & ~slash)
            let found = stop & highs
            if found != 0 {
                index += found.trailingZeroBitCount >> 3
                return
            }
            index += 8
        }
        while index < count {
            switch byte(index) {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"), 0..<0x20, 0x80...: return
            default: index += 1
            }
        }
    }

    /// RFC 8259, 6, and `JSONNumber` for what is exact.
    private mutating func number() throws(Fault) {
        let start = index
        if byte(index) == UInt8(ascii: "-") {
            index += 1
        }
        let integerStart = index
        try digits()
        if index - integerStart > 1, byte(integerStart) == UInt8(ascii: "0") {
            throw fault(.syntax, "a number may not start with 0", at: start)
        }
        var isPlain = true
        if index < count, byte(index) == UInt8(ascii: ".") {
            isPlain = false
            index += 1
            try digits()
        }
        if index < count, byte(index) == UInt8(ascii: "e") || byte(index) == UInt8(ascii: "E") {
            isPlain = false
            index += 1
            if index < count, byte(index) == UInt8(ascii: "+") || byte(index) == UInt8(ascii: "-") {
                index += 1
            }
            try digits()
        }
        let length = index - start
        let isShortInteger = isPlain && length <= 15 && !(length == 2 && byte(start) == UInt8(ascii: "-"))
        if !isShortInteger, let problem = JSONNumber.problem(text(start, length)) {
            throw fault(.number, problem, at: start)
        }
        nodes.append(
            JSONNode(
                offset: UInt32(truncatingIfNeeded: start),
                length: UInt32(truncatingIfNeeded: length),
                kind: .number,
                flag: isShortInteger
            )
        )
    }

    private mutating func digits() throws(Fault) {
        let start = index
        while index < count, byte(index) &- UInt8(ascii: "0") < 10 {
            index += 1
        }
        if index == start {
            throw unexpected("a digit")
        }
    }

    private func text(_ start: Int, _ length: Int) -> String {
        unsafe String(decoding: UnsafeBufferPointer(start: base + start, count: length), as: UTF8.self)
    }
}
