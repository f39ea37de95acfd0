import DetectionFormats
import HostNames
import NormalForms

/// Indicators for tests, and what a format makes of them.
enum DetectionSample {
    static func id(_ number: Int) -> String {
        let digits = String(number)
        return "indicator--00000000-0000-4000-8000-" + String(repeating: "0", count: 12 - digits.count) + digits
    }

    static func one(
        _ pattern: String,
        _ number: Int = 1,
        language: String = "stix",
        name: String = "Beacon",
        party: String = "Japan",
        use: DetectionUse? = .active,
        version: Int = 3
    ) -> Detection {
        Detection(
            id: id(number),
            name: name,
            language: language,
            pattern: pattern,
            party: party,
            marking: "TLP:GREEN",
            actions: use,
            agreement: "eu-japan",
            until: "2027-01-01T00:00:00Z",
            created: "2026-11-01",
            version: version
        )
    }

    static let forms = NormalForms(names: ICUHostNames())

    /// What a format makes of indicators.
    static func write(_ format: DetectionFormat, _ detections: [Detection], serial: UInt32 = 1) -> DetectionAnswer {
        format.write(detections, forms, serial: serial)
    }

    /// The lines of a format's first file that are no comments and no lines of the format itself.
    static func lines(_ format: DetectionFormat, _ detections: [Detection]) -> [String] {
        let answer = DetectionSample.write(format, detections)
        return lines(answer.files[0])
    }

    /// The lines that come from an indicator.
    static func lines(_ file: DetectionFile) -> [String] {
        let all = text(file).split(omittingEmptySubsequences: false) { $0.isNewline }.map(String.init)
        var (found, last) = ([String](), 0)
        for line in file.lines where line.line != last {
            found += all[(line.line - 1)..<line.last]
            last = line.line
        }
        return found
    }

    static func text(_ file: DetectionFile) -> String { String(decoding: file.bytes, as: UTF8.self) }

    /// What is said of one pattern.
    static func reasons(_ format: DetectionFormat, _ pattern: String, language: String = "stix") -> [DetectionReason]
    {
        DetectionSample.write(format, [one(pattern, language: language)]).remarks.map(\.reason)
    }
}
