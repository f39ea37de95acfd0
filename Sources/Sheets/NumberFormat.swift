internal import Tables

/// What formats of numbers say of a number: whether it is a day, a time, both, or a length (ECMA-376 part 1, 18.8.30).
enum NumberFormat {
    /// What a format that every program knows says; nil where it is no day and no time.
    static func kind(ofBuiltIn number: Int) -> CellDate.Kind? {
        switch number {
        // 27 to 36 and 50 to 58 are those of East Asian languages.
        case 14...17, 27...31, 34...36, 50...58: .day
        case 18...21, 32, 33, 45, 47: .time
        case 22: .moment
        case 46: .length
        default: nil
        }
    }

    /// What the code of a format says; nil where it is no day and no time.
    static func kind(of code: String) -> CellDate.Kind? {
        guard let letters = letters(of: code) else { return .length }
        // `0.00E+00` has a letter of years.
        if letters.contains("e+") || letters.contains("e-") || letters.hasPrefix("general") { return nil }
        let isTime = letters.contains { $0 == "h" || $0 == "s" } || letters.contains("am/pm")
        let plain = letters.replacing("am/pm", with: "").replacing("a/p", with: "")
        let isDay = plain.contains { "ydegba".contains($0) } || plain.contains("m") && !isTime
        return isDay ? (isTime ? .moment : .day) : (isTime ? .time : nil)
    }

    /// The letters of the first section that mean something, in lower case; nil for one that has a length (`[h]`).
    private static func letters(of code: String) -> String? {
        var letters = ""
        var rest = Substring(code)
        while let letter = rest.popFirst(), letter != ";" {
            switch letter {
            case "\"":
                rest = rest.drop { $0 != "\"" }.dropFirst()
            case "\\", "_", "*":
                _ = rest.popFirst()
            case "[":
                let inside = rest.prefix { $0 != "]" }.lowercased()
                rest = rest.dropFirst(inside.count + 1)
                if !inside.isEmpty, inside.allSatisfy({ $0 == inside.first }), "hms".contains(inside.prefix(1)) {
                    return nil
                }
            default: letters += letter.lowercased()
            }
        }
        return letters
    }
}
