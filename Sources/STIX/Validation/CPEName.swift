/// A CPE name in the formatted string of version 2.3 (NISTIR 7695, 6.2).
enum CPEName {
    /// `cpe:2.3:`, the part `a`, `o`, `h`, `*` or `-`, then ten components; the seventh of them is a language.
    static func isGood(_ text: Span<UInt8>) -> Bool {
        let head = Array("cpe:2.3:".utf8)
        guard text.count > head.count, STIXName.isEqual(text.extracting(0..<head.count), head) else { return false }
        var index = head.count
        var component = 0
        while true {
            let start = index
            while index < text.count, text[index] != UInt8(ascii: ":") {
                index += text[index] == UInt8(ascii: "\\") ? 2 : 1
            }
            guard index <= text.count, isComponent(text.extracting(start..<index), component) else { return false }
            component += 1
            guard index < text.count else { return component == 11 }
            index += 1
        }
    }

    private static func isComponent(_ text: Span<UInt8>, _ place: Int) -> Bool {
        guard text.count > 0 else { return false }
        if text.count == 1, text[0] == UInt8(ascii: "*") || text[0] == UInt8(ascii: "-") { return true }
        if place == 0 { return text.count == 1 && "aoh".utf8.contains(text[0]) }
        if place == 6 { return isLanguage(text) }
        var index = 0
        while index < text.count {
            let byte = text[index]
            if byte == UInt8(ascii: "\\") {
                index += 2
                continue
            }
            let isWild = byte == UInt8(ascii: "*") || byte == UInt8(ascii: "?")
            guard isWild || STIXName.isLetter(byte) || STIXName.isDigit(byte) || "-._".utf8.contains(byte) else {
                return false
            }
            index += 1
        }
        return true
    }

    private static func isLanguage(_ text: Span<UInt8>) -> Bool {
        let letters = (0..<text.count).prefix { STIXName.isLetter(text[$0]) }.count
        guard letters == 2 || letters == 3 else { return false }
        guard letters < text.count else { return true }
        let region = text.extracting(letters + 1..<text.count)
        guard text[letters] == UInt8(ascii: "-") else { return false }
        return (region.count == 2 && TextForms.isAll(region) { STIXName.isLetter($0) })
            || (region.count == 3 && TextForms.isAll(region) { STIXName.isDigit($0) })
    }
}
