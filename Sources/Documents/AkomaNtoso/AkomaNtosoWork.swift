/// What an agreed text is as a work, and which language of it is written (FRBR, as Akoma Ntoso has it).
public struct AkomaNtosoWork: Sendable, Hashable {
    /// Two letters of a country, or of the Union: `eu`, `jp`.
    public let country: String
    /// What kind of text it is: `agreement`.
    public let kind: String
    /// Its date: `2027-03-01`.
    public let date: String
    /// What it is called in addresses: `cyber`.
    public let name: String

    /// The address of the work (Naming Convention 1.0, 4.4): the same for every language.
    public var uri: String { "/akn/\(country)/act/\(kind)/\(date)/\(name)" }

    /// A work by its steps: `eu/agreement/2027-03-01/cyber`; nil where a step is not as it must be.
    /// - Parameter text: the four steps.
    public init?(_ text: String) {
        let steps = text.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        guard steps.count == 4,
            steps.allSatisfy({ !$0.isEmpty && $0.utf8.count <= 64 && $0.utf8.allSatisfy(Self.isPlain) }),
            steps[0].utf8.count == 2, steps[0].utf8.allSatisfy({ (0x61...0x7A) ~= $0 }),
            // A kind that begins with a digit would be read as a date.
            steps[1].utf8.first.map({ (0x61...0x7A) ~= $0 }) == true, Self.isDate(steps[2])
        else { return nil }
        (country, kind, date, name) = (steps[0], steps[1], steps[2], steps[3])
    }

    private static func isPlain(_ byte: UInt8) -> Bool {
        (0x61...0x7A) ~= byte || (0x30...0x39) ~= byte || byte == UInt8(ascii: "-")
    }

    /// `2027-03-01`, with a month and a day that there are.
    private static func isDate(_ text: String) -> Bool {
        let steps = text.split(separator: "-", omittingEmptySubsequences: false)
        guard steps.map(\.utf8.count) == [4, 2, 2], let year = Int(steps[0]), let month = Int(steps[1]),
            let day = Int(steps[2]), (1...12) ~= month
        else { return false }
        let isLong = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
        return (1...[31, isLong ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1]) ~= day
    }

    /// A language as ISO 639-2 has it for terminology: `jpn` for `ja`; nil where it is none.
    /// - Parameter language: two letters, of the languages of the Union and some more, or three.
    /// - Returns: three letters.
    public static func language(_ language: String) -> String? {
        let lowered = language.lowercased()
        if lowered.utf8.count == 3, lowered.utf8.allSatisfy({ (0x61...0x7A) ~= $0 }) { return lowered }
        return known[lowered]
    }

    private static let known = [
        "ar": "ara", "bg": "bul", "cs": "ces", "da": "dan", "de": "deu", "el": "ell", "en": "eng", "es": "spa",
        "et": "est", "fi": "fin", "fr": "fra", "ga": "gle", "hr": "hrv", "hu": "hun", "it": "ita", "ja": "jpn",
        "ko": "kor", "lt": "lit", "lv": "lav", "mt": "mlt", "nl": "nld", "no": "nor", "pl": "pol", "pt": "por",
        "ro": "ron", "ru": "rus", "sk": "slk", "sl": "slv", "sv": "swe", "uk": "ukr", "zh": "zho",
    ]
}
