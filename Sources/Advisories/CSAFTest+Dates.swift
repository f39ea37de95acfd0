/// Dates (6.1.37, 6.1.45, 6.1.49, 6.1.51 to 6.1.53, 6.1.62).
extension CSAFTest {
    static let dates: [CSAFTest] =
        [
            CSAFTest("6.1.37", new) { document, say in
                for place in document.datePlaces where place.text != nil && AdvisoryMoment(place.text) == nil {
                    say(place.path, "`\(place.text ?? "")` is no moment as CSAF writes it, or does not exist")
                }
            },
            CSAFTest("6.1.45", new) { document, say in
                guard document.tlpLabel == "CLEAR" else { return }
                document.compare(
                    "disclosure_date",
                    to: document.released,
                    say,
                    "it is after the release of the document"
                )
            },
            CSAFTest("6.1.53", new) { document, say in
                for one in document.vulnerabilities.flatMap({ $0.list("first_known_exploitation_dates") }) {
                    guard let known = AdvisoryMoment(one.text("date")),
                        let exploited = AdvisoryMoment(one.text("exploitation_date")), exploited > known
                    else { continue }
                    say(one.path + "/exploitation_date", "it was known before it happened")
                }
            },
            CSAFTest("6.1.62", new) { document, say in
                if ["final", "interim"].contains(document.status) {
                    document.compare(
                        "discovery_date",
                        to: document.newestRevision,
                        say,
                        "it is after the newest revision of the document"
                    )
                }
                for vulnerability in document.vulnerabilities {
                    guard let found = AdvisoryMoment(vulnerability.text("discovery_date")),
                        let told = AdvisoryMoment(vulnerability.text("disclosure_date")), found > told
                    else { continue }
                    say(vulnerability.path + "/discovery_date", "it is after the vulnerability was made public")
                }
            },
        ] + timestamps

    private static let timestamps: [CSAFTest] = [
        CSAFTest("6.1.49", new) { document, say in
            guard ["final", "interim"].contains(document.status), let newest = document.newestRevision else { return }
            for place in document.contents.compactMap({ $0.at("ssvc_v2", "timestamp") }) {
                guard let moment = AdvisoryMoment(place.text), moment > newest else { continue }
                say(place.path, "it is after the newest revision of the document")
            }
        },
        CSAFTest("6.1.51", new) { document, say in
            guard let released = document.released else { return }
            for place in document.contents.compactMap({ $0.at("epss", "timestamp") }) {
                guard let moment = AdvisoryMoment(place.text), moment > released else { continue }
                say(place.path, "it is after the release of the document")
            }
        },
        CSAFTest("6.1.52", new) { document, say in
            guard let released = document.released else { return }
            for one in document.vulnerabilities.flatMap({ $0.list("first_known_exploitation_dates") }) {
                guard let moment = AdvisoryMoment(one.text("date")), moment > released else { continue }
                say(one.path + "/date", "it is after the release of the document")
            }
        },
    ]
}

extension CSAFDocument {
    /// When this version was released.
    var released: AdvisoryMoment? { AdvisoryMoment(tracking?.text("current_release_date")) }

    /// What metrics hold.
    var contents: [Place] { vulnerabilities.flatMap { metrics(of: $0).map(\.content) } }

    /// Says where a date of a vulnerability is after another.
    func compare(_ name: String, to other: AdvisoryMoment?, _ say: CSAFTest.Say, _ message: String) {
        guard let other else { return }
        for vulnerability in vulnerabilities {
            if let moment = AdvisoryMoment(vulnerability.text(name)), moment > other {
                say(vulnerability.path + "/" + name, message)
            }
        }
    }

    /// Where dates stand.
    var datePlaces: [Place] {
        var found = ["current_release_date", "initial_release_date"].compactMap { tracking?[$0] }
        found += [tracking?.at("generator", "date")].compactMap { $0 } + revisions.compactMap { $0["date"] }
        found += root.at("document", "involvement")?.list("actions").compactMap { $0["date"] } ?? []
        for vulnerability in vulnerabilities {
            found += ["disclosure_date", "discovery_date", "release_date"].compactMap { vulnerability[$0] }
            for one in vulnerability.list("first_known_exploitation_dates") {
                found += ["date", "exploitation_date"].compactMap { one[$0] }
            }
            for list in ["flags", "remediations", "threats", "involvements"] {
                found += vulnerability.list(list).compactMap { $0["date"] }
            }
        }
        for content in contents {
            found += [content.at("epss", "timestamp"), content.at("ssvc_v2", "timestamp")].compactMap { $0 }
        }
        return found
    }
}
