/// What is said of vulnerabilities (6.1.23, 6.1.28, 6.1.29, 6.1.32, 6.1.33, 6.1.35, 6.1.36, 6.1.65).
extension CSAFTest {
    static let statements: [CSAFTest] =
        remediations + [
            CSAFTest("6.1.23") { document, say in
                var seen: Set<String> = []
                for vulnerability in document.vulnerabilities {
                    guard let cve = vulnerability.text("cve"), !seen.insert(cve).inserted else { continue }
                    say(vulnerability.path + "/cve", "`\(cve)` has a vulnerability of its own already")
                }
            },
            CSAFTest("6.1.28") { document, say in
                guard let language = document.document?.text("lang"),
                    let source = document.document?.text("source_lang"),
                    language.lowercased() == source.lowercased()
                else { return }
                say("/document/lang", "it is in the language that it was translated from")
            },
            CSAFTest("6.1.32") { document, say in
                for flag in document.vulnerabilities.flatMap({ $0.list("flags") }) where document.isAboutNothing(flag)
                {
                    say(flag.path, "the flag names neither a product nor a group")
                }
            },
            CSAFTest("6.1.33") { document, say in
                for vulnerability in document.vulnerabilities {
                    var flagged: Set<String> = []
                    for flag in vulnerability.list("flags") where VEXStatus.flags.contains(flag.text("label") ?? "") {
                        for id in Set(document.products(of: flag)).sorted() where !flagged.insert(id).inserted {
                            say(flag.path, "the product `\(id)` has a flag already")
                        }
                    }
                }
            },
            CSAFTest("6.1.65.1", new) { document, say in
                let known = Set(document.vulnerabilities.compactMap { $0.text("dl_vuln_id") })
                for action in document.root.at("document", "involvement")?.list("actions") ?? [] {
                    for place in action.list("dl_vuln_ids") where !known.contains(place.text ?? "") {
                        say(place.path, "no vulnerability is called `\(place.text ?? "")`")
                    }
                }
            },
            CSAFTest("6.1.65.2", new) { document, say in
                var seen: Set<String> = []
                for vulnerability in document.vulnerabilities {
                    guard let id = vulnerability.text("dl_vuln_id"), !seen.insert(id).inserted else { continue }
                    say(vulnerability.path + "/dl_vuln_id", "another vulnerability is called `\(id)`")
                }
            },
        ]

    private static let forAffected: Set<String> = [
        "vendor_fix", "workaround", "mitigation", "fix_planned", "none_available", "no_fix_planned",
    ]
    private static let withoutFix: Set<String> = ["none_available", "no_fix_planned"]

    private static let remediations: [CSAFTest] = [
        CSAFTest("6.1.29") { document, say in
            for one in document.vulnerabilities.flatMap({ $0.list("remediations") })
            where document.isAboutNothing(one) {
                say(one.path, "the remediation names neither a product nor a group")
            }
        },
        CSAFTest("6.1.35", new) { document, say in
            for vulnerability in document.vulnerabilities {
                var given: [String: Set<String>] = [:]
                for one in vulnerability.list("remediations") {
                    for id in document.products(of: one) { given[id, default: []].insert(one.text("category") ?? "") }
                }
                for (id, categories) in given.sorted(by: { $0.key < $1.key }) {
                    let lacking = categories.intersection(withoutFix)
                    let helping = categories.intersection(forAffected).subtracting(withoutFix)
                    let optional = categories.contains("optional_patch") && !categories.isDisjoint(with: forAffected)
                    guard optional || !lacking.isEmpty && !helping.isEmpty else { continue }
                    let names = categories.sorted().map { "`\($0)`" }.joined(separator: " and ")
                    say(vulnerability.path + "/remediations", "for the product `\(id)` there is \(names)")
                }
            }
        },
        CSAFTest("6.1.36", new) { document, say in
            let wrong: [String: Set<String>] = [
                "known_not_affected": forAffected, "first_fixed": withoutFix, "fixed": withoutFix,
                "first_affected": ["optional_patch"], "known_affected": ["optional_patch"],
                "last_affected": ["optional_patch"],
            ]
            for vulnerability in document.vulnerabilities {
                guard let status = vulnerability["product_status"] else { continue }
                let members = wrong.mapValues { _ in Set<String>() }.merging(
                    wrong.keys.map { ($0, Set(status.texts($0))) }
                ) { $1 }
                for one in vulnerability.list("remediations") {
                    let category = one.text("category") ?? ""
                    let products = Set(document.products(of: one))
                    for (name, categories) in wrong.sorted(by: { $0.key < $1.key })
                    where categories.contains(category) {
                        for id in products.intersection(members[name] ?? []).sorted() {
                            say(one.path, "the product `\(id)` is `\(name)`, and has `\(category)`")
                        }
                    }
                }
            }
        },
    ]
}

extension CSAFDocument {
    func isAboutNothing(_ place: Place) -> Bool {
        place.list("product_ids").isEmpty && place.list("group_ids").isEmpty
    }
}
