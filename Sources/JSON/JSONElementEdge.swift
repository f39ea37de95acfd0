/// Finds where one value ends, across chunks, by its brackets and quotes alone.
struct JSONElementEdge: Sendable {
    private var depth = 0
    private var isInString = false
    private var isEscaped = false
    private var isScalar = false
    private var isDone = false

    /// Looks for the end of the value.
    /// - Parameters:
    ///   - chunk: the bytes.
    ///   - start: where to go on; at the first call the value's first byte.
    /// - Returns: the index behind the value's last byte, or nil if the value goes on after this chunk.
    mutating func find(_ chunk: Span<UInt8>, from start: Int) -> Int? {
        var index = start
        while index < chunk.count {
            if isDone { return index }
            if isInString {
                skipString(chunk, &index)
                isDone = !isInString && depth == 0
                continue
            }
            let byte = chunk[index]
            switch byte {
            case UInt8(ascii: "\""):
                if isScalar { return index }
                isInString = true
            case UInt8(ascii: "{"), UInt8(ascii: "["):
                if isScalar { return index }
                depth += 1
            case UInt8(ascii: "}"), UInt8(ascii: "]"):
                if depth == 0 { return index }
                depth -= 1
                isDone = depth == 0
            case UInt8(ascii: ","), 0x20, 0x0A, 0x0D, 0x09:
                if depth == 0 { return index }
            default:
                isScalar = depth == 0
            }
            index += 1
        }
        return isDone && !isScalar ? index : nil
    }

    private mutating func skipString(_ chunk: Span<UInt8>, _ index: inout Int) {
        if isEscaped {
            isEscaped = false
            index += 1
        }
        while index < chunk.count {
            let byte = chunk[index]
            index += 1
            if byte == UInt8(ascii: "\"") {
                isInString = false
                return
            }
            if byte == UInt8(ascii: "\\") {
                guard index < chunk.count else {
                    isEscaped = true
                    return
                }
                index += 1
            }
        }
    }
}

/// Finds, across chunks, the bracket that opens the list with a given name in the outermost object.
struct JSONListFinder: Sendable {
    private enum Step {
        case name
        case colon
        case value
        case other
    }

    private let wanted: [UInt8]
    private var depth = 0
    private var isInString = false
    private var isEscaped = false
    private var step = Step.other
    private var candidate: [UInt8] = []

    init(name: [UInt8]) {
        wanted = name
    }

    /// Looks for the list.
    /// - Parameters:
    ///   - chunk: the bytes.
    ///   - start: where to go on.
    /// - Returns: the index behind the list's opening bracket, or nil if it is not in this chunk.
    mutating func find(_ chunk: Span<UInt8>, from start: Int) -> Int? {
        for index in start..<chunk.count {
            let byte = chunk[index]
            if isInString {
                readString(byte)
                continue
            }
            switch byte {
            case 0x20, 0x0A, 0x0D, 0x09: break
            case UInt8(ascii: "\""):
                isInString = true
                candidate = []
                if depth != 1 || step != .name {
                    step = .other
                }
            case UInt8(ascii: "{"), UInt8(ascii: "["):
                if step == .value, byte == UInt8(ascii: "[") {
                    return index + 1
                }
                depth += 1
                step = depth == 1 && byte == UInt8(ascii: "{") ? .name : .other
            case UInt8(ascii: "}"), UInt8(ascii: "]"):
                depth -= 1
                step = .other
            case UInt8(ascii: ","):
                step = depth == 1 ? .name : .other
            case UInt8(ascii: ":"):
                step = step == .colon ? .value : .other
            default: step = .other
            }
        }
        return nil
    }

    private mutating func readString(_ byte: UInt8) {
        if !isEscaped, byte == UInt8(ascii: "\"") {
            isInString = false
            if step == .name {
                step = JSONEscapes.resolved(candidate.span) == wanted ? .colon : .other
            }
            return
        }
        // Six bytes are the longest spelling of one byte, so that longer names cannot be the wanted one.
        if step == .name, candidate.count <= wanted.count * 6 {
            candidate.append(byte)
        }
        isEscaped = !isEscaped && byte == UInt8(ascii: "\\")
    }
}
