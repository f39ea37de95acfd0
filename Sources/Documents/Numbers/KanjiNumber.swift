/// Numbers in kanji.
enum KanjiNumber {
    private static let digit = Array("〇一二三四五六七八九")
    private static let legalDigit = Array("〇壱弐参四伍六七八九")

    /// 二十五.
    static func text(_ value: Int) -> String { text(value, digit, ["", "十", "百", "千"], one: false) }

    /// 弐拾伍.
    static func legal(_ value: Int) -> String { text(value, legalDigit, ["", "拾", "百", "阡"], one: true) }

    /// 二五.
    static func digits(_ value: Int) -> String {
        value < 0 ? "\(value)" : String("\(value)".compactMap { $0.wholeNumberValue.map { digit[$0] } })
    }

    private static func text(_ value: Int, _ digits: [Character], _ powers: [String], one: Bool) -> String {
        guard value > 0, value < 100_000_000 else { return value == 0 ? "〇" : "\(value)" }
        func small(_ value: Int) -> String {
            var text = ""
            for (place, power) in powers.enumerated().reversed() {
                let number = value / [1, 10, 100, 1_000][place] % 10
                guard number > 0 else { continue }
                text += (number == 1 && place > 0 && !one ? "" : String(digits[number])) + power
            }
            return text
        }
        let high = value / 10_000
        return (high > 0 ? small(high) + (one ? "萬" : "万") : "") + small(value % 10_000)
    }

    /// The value of a number in kanji; nil where it is none.
    static func value(_ text: some StringProtocol) -> Int? {
        guard !text.isEmpty, text.count <= 20 else { return nil }
        // 〇 and 一二 by places, 十二 by powers.
        if text.allSatisfy({ digitValue($0) != nil }) {
            guard text.count <= 9 else { return nil }
            return text.reduce(0) { $0 * 10 + (digitValue($1) ?? 0) }
        }
        var (total, section, number) = (0, 0, 0)
        for letter in text {
            if let digit = digitValue(letter) {
                number = digit
            } else if let power = powers[letter] {
                section += max(number, 1) * power
                number = 0
            } else if letter == "万" || letter == "萬" {
                total += max(section + number, 1) * 10_000
                (section, number) = (0, 0)
            } else {
                return nil
            }
        }
        return total + section + number
    }

    private static func digitValue(_ letter: Character) -> Int? {
        digit.firstIndex(of: letter) ?? legalDigit.firstIndex(of: letter) ?? (letter == "零" ? 0 : nil)
    }

    private static let powers: [Character: Int] = ["十": 10, "拾": 10, "百": 100, "千": 1_000, "阡": 1_000]
}
