/// A form that events are written in.
public enum CoTForm: Sendable, Equatable {
    /// XML, each event with its declaration.
    case xml
    /// Messages of the TAK protocol, as a stream has them.
    case stream(isShort: Bool)
    /// One message of the TAK protocol, as a datagram has it.
    case datagram(isShort: Bool)
}

extension CoTEvent {
    /// Writes the event, reads what was written, and compares.
    ///
    /// An event whose marks would say less, or something else, is not written at all.
    /// - Parameter form: the form; a short message ends at field 15, for receivers that know no more, and has no place
    ///   for `caveat` and `releasableTo`.
    /// - Returns: the bytes, and what is not in them although it was in the event, by its names: no mark is ever among
    ///   that.
    /// - Throws: `CoTFault` with `markLost` and the names of the marks, with `contradiction` where marks say two
    ///   things, or with `notExpressible`.
    public func written(as form: CoTForm) throws(CoTFault) -> (bytes: [UInt8], lost: [String]) {
        try checkMarks()
        try checkTexts()
        let bytes =
            switch form {
            case .xml: CoTWriter.xml(self)
            case .stream(let isShort): Self.stream(CoTMessageWriter.bytes(self, isShort: isShort))
            case .datagram(let isShort): [0xBF, 0x01, 0xBF] + CoTMessageWriter.bytes(self, isShort: isShort)
            }
        let again = try CoTReader.events(bytes)
        guard again.count == 1, let event = again.first else {
            throw CoTFault(.notExpressible, "", "what was written is not read as one event")
        }
        let marks = marks.lost(in: event.marks)
        guard marks.isEmpty, event.detail.count(where: \.isMarks) == detail.count(where: \.isMarks) else {
            let names = marks.isEmpty ? "marks" : marks.joined(separator: ", ")
            throw CoTFault(.markLost, names, "this form has no place for it, and the event is not written")
        }
        return (bytes, unread + differences(from: event))
    }

    private static func stream(_ message: [UInt8]) -> [UInt8] {
        var (bytes, rest): ([UInt8], Int) = ([0xBF], message.count)
        while rest > 0x7F {
            bytes.append(UInt8(rest & 0x7F) | 0x80)
            rest >>= 7
        }
        return bytes + [UInt8(rest)] + message
    }

    /// What an event that was written and read does not say as this one does.
    private func differences(from other: CoTEvent) -> [String] {
        var lost: [String] = []
        if version != other.version { lost.append("version") }
        if uid != other.uid { lost.append("uid") }
        if type != other.type { lost.append("type") }
        if how != other.how { lost.append("how") }
        if qos != other.qos { lost.append("qos") }
        for (name, mine, theirs) in [
            ("time", time, other.time), ("start", start, other.start), ("stale", stale, other.stale),
        ] where mine != theirs {
            lost.append(name)
        }
        if point != other.point { lost.append("point") }
        if control != nil, control != other.control { lost.append("takControl") }
        lost += others.filter { !other.others.contains($0) }.map { "event/@\($0.name)" }
        var rest = other.detail
        for element in detail {
            if let place = rest.firstIndex(where: { element.says($0) }) {
                rest.remove(at: place)
            } else {
                lost.append("detail/\(element.name)")
            }
        }
        return lost
    }

    private func checkTexts() throws(CoTFault) {
        let texts = [uid, type, version] + [how, access, qos, opex, caveat, releasableTo].compactMap(\.self)
        for text in texts where !CoTWriter.isExpressible(text) {
            throw CoTFault(.notExpressible, "event", "a text has a character that XML has not")
        }
    }
}
