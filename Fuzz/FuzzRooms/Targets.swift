import CursorOnTarget
import Symbols

/// Events of TAK: what is read is written with all of its marks, or refused, and what was written says the same.
func fuzzTarget(_ text: [UInt8]) {
    guard let events = try? CoTReader.events(text) else { return }
    for event in events {
        _ = (event.findings, event.symbol)
        for form in [CoTForm.xml, .stream(isShort: false), .stream(isShort: true), .datagram(isShort: false)] {
            guard let written = try? event.written(as: form) else { continue }
            guard let again = try? CoTReader.events(written.bytes), again.count == 1 else {
                preconditionFailure("what was written is not read as one event")
            }
            precondition(event.marks.lost(in: again[0].marks).isEmpty, "a mark is lost")
        }
    }
}

/// Codes of symbols: what is read is drawn with its context, and the other form of a code says the same.
func fuzzSymbol(_ text: String) {
    guard let symbol = try? Symbol(text) else { return }
    let svg = symbol.svg()
    precondition(svg.contains("EXERCISE</text>") == (symbol.context == .exercise), "a mark is wrong")
    precondition(svg.contains("SIMULATION</text>") == (symbol.context == .simulation), "a mark is wrong")
    for code in [symbol.digits, symbol.letters] {
        guard let code else { continue }
        guard let other = try? Symbol(code) else { preconditionFailure("a code that was written is not read") }
        let isSame = other.context == symbol.context && other.identity == symbol.identity
        precondition(isSame, "a code says something else")
        precondition(other.entity == symbol.entity && other.frame == symbol.frame, "a code says something else")
    }
}
