internal import JSON

/// Scores (6.1.7 to 6.1.10, 6.1.56).
extension CSAFTest {
    static let scores: [CSAFTest] = [
        CSAFTest("6.1.7") { document, say in
            for vulnerability in document.vulnerabilities {
                var seen: Set<[String]> = []
                for (metric, content) in document.metrics(of: vulnerability) {
                    let source = metric.text("source") ?? ""
                    for score in CVSSScore.all(in: content) {
                        for id in Set(metric.texts("products")).sorted()
                        where !seen.insert([id, score.version, source]).inserted {
                            say(score.place.path, "the product `\(id)` has a score by CVSS \(score.version) already")
                        }
                    }
                }
            }
        },
        CSAFTest("6.1.8") { document, say in
            for score in document.scores { score.form(in: document.edition, say) }
        },
        CSAFTest("6.1.9") { document, say in
            for score in document.scores { score.computation(say) }
        },
        CSAFTest("6.1.10") { document, say in
            for score in document.scores {
                guard let vector = score.vector else { continue }
                for metric in vector.scheme.metrics {
                    guard let said = score.place[metric.property], let word = said.text,
                        let meant = vector.word(metric) ?? (metric.isBase ? nil : "NOT_DEFINED"), word != meant
                    else { continue }
                    say(said.path, "the vector says `\(meant)`")
                }
            }
        },
        CSAFTest("6.1.56", new) { document, say in
            for vulnerability in document.vulnerabilities {
                let metrics = document.metrics(of: vulnerability)
                var rated: Set<[String]> = []
                for (metric, content) in metrics where content["qualitative_severity_rating"] != nil {
                    for id in metric.texts("products") { rated.insert([metric.text("source") ?? "", id]) }
                }
                for (metric, content) in metrics where !CVSSScore.all(in: content).isEmpty {
                    let source = metric.text("source") ?? ""
                    if metric.texts("products").contains(where: { rated.contains([source, $0]) }) {
                        say(metric.path, "one source gives a score and a rating in words for one product")
                    }
                }
            }
        },
    ]
}

extension CSAFDocument {
    var scores: [CVSSScore] { contents.flatMap(CVSSScore.all) }
}

/// A score by CVSS as it stands in a document.
struct CVSSScore {
    let place: Place
    let version: String
    let vector: CVSSVector?

    static func all(in content: Place) -> [CVSSScore] {
        ["cvss_v2", "cvss_v3", "cvss_v4"].compactMap { name in content[name].map { CVSSScore($0, name) } }
    }

    /// A score of a CVE record has its version in the name.
    init(_ place: Place, _ name: String) {
        self.place = place
        version = place.text("version") ?? (name == "cvss_v2" ? "2.0" : name == "cvss_v4" ? "4.0" : "3.1")
        vector = place.text("vectorString").flatMap { [version] in CVSSVector($0, version: version) }
    }

    private var isThree: Bool { place.path.hasSuffix("cvss_v3") }

    /// The score that the vector has.
    var baseScore: Double? { place.number("baseScore") }

    /// What is wrong with its form (6.1.8).
    func form(in edition: CSAFDocument.Edition, _ say: CSAFTest.Say) {
        let isKnown =
            place.path.hasSuffix("cvss_v2") ? version == "2.0" : isThree ? version.hasPrefix("3.") : version == "4.0"
        guard let scheme = CVSSVector.schemes[version], isKnown else {
            return say(place.path + "/version", "`\(version)` is no version of this kind of score")
        }
        let needed = ["version", "vectorString", "baseScore"] + (version == "2.0" ? [] : ["baseSeverity"])
        for name in needed where place[name] == nil { say(place.path, "`\(name)` is missing") }
        if let text = place["vectorString"], vector == nil { say(text.path, "`\(text.text ?? "")` is no vector") }
        let kinds = version == "4.0" ? ["base"] : ["base", "temporal", "environmental"]
        for name in kinds.map({ $0 + "Score" }) {
            guard let score = place[name] else { continue }
            if !(score.value.number.map { (0...10).contains($0) } ?? false) { say(score.path, "a score is 0 to 10") }
        }
        let words = ["NONE", "LOW", "MEDIUM", "HIGH", "CRITICAL"]
        if version != "2.0" {
            for place in kinds.compactMap({ place[$0 + "Severity"] }) where !words.contains(place.text ?? "") {
                say(place.path, "`\(place.text ?? "")` is no severity")
            }
        }
        for metric in scheme.metrics {
            guard let said = place[metric.property] else { continue }
            let allowed = Set(metric.values.values).union(metric.isBase ? [] : ["NOT_DEFINED"])
            if !allowed.contains(said.text ?? "") { say(said.path, "`\(said.text ?? "")` is no value of it") }
        }
        guard edition == .csaf21 else { return }
        let known = Set(
            ["version", "vectorString"] + kinds.map { $0 + "Score" } + scheme.metrics.map(\.property)
                + (version == "2.0" ? [] : kinds.map { $0 + "Severity" })
        )
        for member in place.value.members {
            guard let name = member.name.string, !known.contains(name) else { continue }
            say("\(place.path)/\(Place.escaped(name))", "a score has no `\(name)`")
        }
    }

    /// Where a score or a severity is another than follows from the vector (6.1.9).
    func computation(_ say: CSAFTest.Say) {
        if let vector, let scores = CVSSScores(vector) {
            for (name, right) in [
                ("base", scores.base), ("temporal", scores.temporal), ("environmental", scores.environmental),
            ] {
                check(name, right, say)
            }
        } else if let score = baseScore {
            // The score of 4.0 is not computed, but its word follows from it.
            check("base", Int((score * 10).rounded()), say)
        }
    }

    private func check(_ name: String, _ right: Int, _ say: CSAFTest.Say) {
        if let score = place[name + "Score"], let number = score.value.number, Int((number * 10).rounded()) != right {
            say(score.path, "the score of this vector is \(right / 10).\(right % 10)")
        }
        guard version != "2.0", let word = place[name + "Severity"], word.text != CVSSScores.severity(right) else {
            return
        }
        say(word.path, "the severity of this score is `\(CVSSScores.severity(right))`")
    }
}
