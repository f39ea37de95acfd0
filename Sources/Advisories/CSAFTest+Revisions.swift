/// The history of a document, its version, and its status (6.1.14 to 6.1.22, 6.1.30, 6.1.66).
extension CSAFTest {
    static let revisions: [CSAFTest] =
        order + releases + [
            CSAFTest("6.1.22") { document, say in
                var seen: Set<String> = []
                for revision in document.revisions {
                    guard let number = revision.text("number"), !seen.insert(number).inserted else { continue }
                    say(revision.path + "/number", "the version `\(number)` is in the history more than once")
                }
            },
            CSAFTest("6.1.30") { document, say in
                let numbers = document.revisions.compactMap { $0.text("number") } + [document.version]
                let versions = numbers.compactMap { RevisionNumber($0) }
                guard versions.contains(where: \.isWhole), versions.contains(where: { !$0.isWhole }) else { return }
                say("/document/tracking", "whole numbers and versions of three parts are mixed")
            },
            CSAFTest("6.1.66", new) { document, say in
                guard ["final", "interim"].contains(document.status) else { return }
                let path = "/document/tracking/initial_release_date"
                let first = document.revisions.filter { ["1", "1.0.0"].contains($0.text("number")) }
                let dates = Set(first.compactMap { AdvisoryMoment($0.text("date"))?.microseconds })
                guard dates.count == 1, let date = dates.first else {
                    return say(path, "the history does not say when version 1 was released")
                }
                guard let initial = AdvisoryMoment(document.tracking?.text("initial_release_date")),
                    initial.microseconds != date
                else { return }
                say(path, "version 1 was released at another time, as the history has it")
            },
        ]

    private static let order: [CSAFTest] = [
        CSAFTest("6.1.14") { document, say in
            let dated = document.datedRevisions
            for (earlier, later) in zip(dated, dated.dropFirst()) where !(earlier.number < later.number) {
                say(
                    later.place.path + "/number",
                    "version `\(later.number.text)` comes behind `\(earlier.number.text)` by its date"
                )
            }
        },
        CSAFTest("6.1.16") { document, say in
            guard let last = document.datedRevisions.last?.number, let version = RevisionNumber(document.version)
            else {
                return
            }
            let isSame =
                document.status == "draft"
                ? last.parts == version.parts && last.isWhole == version.isWhole
                : last == version && last.isWhole == version.isWhole
            if !isSame {
                say("/document/tracking/version", "the latest version of the history is `\(last.text)`")
            }
        },
        CSAFTest("6.1.21") { document, say in
            let dated = document.datedRevisions
            guard let first = dated.first?.number else { return }
            let path = "/document/tracking/revision_history"
            if first.parts[0] > 1 { say(path, "the history does not begin with version 0 or 1") }
            var highest = first
            for one in dated.dropFirst() where highest < one.number {
                if let missing = RevisionNumber.missing(between: highest, and: one.number) {
                    say(path, "version `\(missing)` is missing before `\(one.number.text)`")
                }
                highest = one.number
            }
        },
    ]

    private static let releases: [CSAFTest] = [
        CSAFTest("6.1.15") { document, say in
            guard document.root.at("document", "publisher", "category")?.text == "translator",
                (document.document?.text("source_lang") ?? "").isEmpty
            else { return }
            say("/document/source_lang", "a translation names the language that it was made from")
        },
        CSAFTest("6.1.17") { document, say in
            guard let version = RevisionNumber(document.version), document.status != "draft",
                version.parts[0] == 0 || !version.preRelease.isEmpty
            else { return }
            say("/document/tracking/status", "version `\(document.version)` is that of a draft")
        },
        CSAFTest("6.1.18") { document, say in
            guard ["final", "interim"].contains(document.status) else { return }
            for revision in document.revisions {
                guard let number = RevisionNumber(revision.text("number") ?? ""), number.parts[0] == 0 else {
                    continue
                }
                say(revision.path + "/number", "the history of what is released has no version 0")
            }
        },
        CSAFTest("6.1.19") { document, say in
            for revision in document.revisions {
                guard let number = RevisionNumber(revision.text("number") ?? ""), !number.preRelease.isEmpty else {
                    continue
                }
                say(revision.path + "/number", "the history has no versions of before a release")
            }
        },
        CSAFTest("6.1.20") { document, say in
            guard ["final", "interim"].contains(document.status), let version = RevisionNumber(document.version),
                !version.preRelease.isEmpty
            else { return }
            say("/document/tracking/version", "what is released has no version of before a release")
        },
    ]
}

extension CSAFDocument {
    var revisions: [Place] { tracking?.list("revision_history") ?? [] }

    /// The revisions whose date and number can be read, by their dates.
    var datedRevisions: [(place: Place, number: RevisionNumber)] {
        let all = revisions.compactMap { revision -> (Place, AdvisoryMoment, RevisionNumber)? in
            guard let date = AdvisoryMoment(revision.text("date")),
                let number = RevisionNumber(revision.text("number") ?? "")
            else { return nil }
            return (revision, date, number)
        }
        return all.sorted { $0.1 == $1.1 ? $0.2 < $1.2 : $0.1 < $1.1 }.map { ($0.0, $0.2) }
    }

    /// The date of its newest revision.
    var newestRevision: AdvisoryMoment? { revisions.compactMap { AdvisoryMoment($0.text("date")) }.max() }
}

/// The version of a document: a whole number, or three with what Semantic Versioning 2.0 puts behind them.
struct RevisionNumber: Comparable {
    let text: String
    /// Three numbers; of a whole one the others are 0.
    let parts: [Int]
    let isWhole: Bool
    /// What is behind the hyphen, by its parts.
    let preRelease: [String]

    init?(_ text: String) {
        self.text = text
        // What stands behind the plus is no part of the order.
        let core = text.prefix { $0 != "+" }
        let cut = core.split(separator: "-", maxSplits: 1, omittingEmptySubsequences: false)
        let numbers = (cut.first ?? "").split(separator: ".", omittingEmptySubsequences: false)
        let parts = numbers.compactMap { part in part.utf8.allSatisfy { $0 >= 48 && $0 <= 57 } ? Int(part) : nil }
        guard parts.count == numbers.count, parts.count == 3 || parts.count == 1 && text == cut.first.map(String.init)
        else { return nil }
        isWhole = parts.count == 1
        self.parts = isWhole ? [parts[0], 0, 0] : parts
        preRelease = cut.count > 1 ? cut[1].split(separator: ".").map(String.init) : []
    }

    static func == (left: RevisionNumber, right: RevisionNumber) -> Bool {
        left.parts == right.parts && left.preRelease == right.preRelease
    }

    static func < (left: RevisionNumber, right: RevisionNumber) -> Bool {
        if left.parts != right.parts { return left.parts.lexicographicallyPrecedes(right.parts) }
        guard !left.preRelease.isEmpty, !right.preRelease.isEmpty else {
            return !left.preRelease.isEmpty && right.preRelease.isEmpty
        }
        for (one, other) in zip(left.preRelease, right.preRelease) where one != other {
            switch (Int(one), Int(other)) {
            case (let first?, let second?): return first < second
            case (_?, nil): return true
            case (nil, _?): return false
            case (nil, nil): return one < other
            }
        }
        return left.preRelease.count < right.preRelease.count
    }

    /// The first version that a history without gaps has between two; nil if there is none.
    static func missing(between low: RevisionNumber, and high: RevisionNumber) -> String? {
        let (from, to) = (low.parts, high.parts)
        let isWhole = low.isWhole && high.isWhole
        func told(_ parts: [Int]) -> String? {
            parts == to ? nil : isWhole ? "\(parts[0])" : parts.map(String.init).joined(separator: ".")
        }
        if to[0] > from[0] { return told([from[0] + 1, 0, 0]) }
        if to[1] > from[1] { return told([to[0], from[1] + 1, 0]) }
        return to[2] > from[2] ? told([to[0], to[1], from[2] + 1]) : nil
    }
}
