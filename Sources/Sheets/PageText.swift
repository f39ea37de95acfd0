/// Texts at the head and foot of pages (ECMA-376 part 1, 18.3.1.39): `&C` begins the one in the middle, `&&` is `&`.
enum PageText {
    /// How long it is at most, as the format has it.
    static let most = 255

    /// A text as it is written, in the middle.
    static func written(_ text: String) -> String { "&C" + text.replacing("&", with: "&&") }

    /// What stands in the middle; nil for nothing.
    ///
    /// Where nothing says a place, it is the middle.
    static func middle(_ written: String) -> String? {
        var (text, place): (String, Character) = ("", "C")
        var rest = Substring(written)
        while let letter = rest.popFirst() {
            guard letter == "&", let code = rest.popFirst() else {
                if place == "C" { text.append(letter) }
                continue
            }
            switch code {
            case "L", "C", "R": place = code
            case "&": if place == "C" { text.append("&") }
            case "\"": rest = rest.drop { $0 != "\"" }.dropFirst()
            case "K": rest = rest.dropFirst(6)
            case _ where code.isNumber: rest = rest.drop { $0.isNumber }
            default: break
            }
        }
        return text.isEmpty ? nil : text
    }
}
