public import JSON

/// A document of CSAF 2.0 as one of 2.1 (CSAF 2.1, section 9.1.18), and any document under another label.
public struct CSAFConversion: Sendable {
    /// The document in CSAF 2.1.
    public let document: JSONTree
    /// What could not be carried: where it stood, and why.
    public let lost: [AdvisoryFinding]

    /// Converts a document; one of 2.1 stays as it is but for the label.
    /// - Parameters:
    ///   - value: the document.
    ///   - tlp: the label that it has here, without `TLP:`. What says more than that is narrowed; nothing is widened.
    /// - Throws: `AdvisoryFault` if it is no CSAF document.
    public init(_ value: JSONValue, tlp: String) throws(AdvisoryFault) {
        let source = try CSAFDocument(value)
        var work = Work()
        var tree = JSONTree(value)
        if source.edition == .csaf20 {
            tree = work.converted(tree)
            tree = Self.withProfile(tree)
        }
        document = Self.labelled(tree, tlp)
        lost = work.lost
    }

    private static let order = ["CLEAR", "GREEN", "AMBER", "AMBER+STRICT", "RED"]

    /// Whether a document with a label is as narrow as another label asks, so that it can stay as it is.
    public static func isNarrow(_ label: String?, _ wanted: String) -> Bool {
        label != nil && narrower(label, wanted) == label
    }

    /// The narrower of two labels.
    static func narrower(_ one: String?, _ other: String) -> String {
        let places = [one, other].compactMap { label in order.firstIndex { $0 == label } }
        return places.max().map { order[$0] } ?? other
    }

    private static func labelled(_ tree: JSONTree, _ tlp: String) -> JSONTree {
        var (tree, document) = (tree, tree["document"] ?? .object([]))
        var distribution = document["distribution"] ?? .object([])
        var label = distribution["tlp"] ?? .object([])
        let old = label["label"]?.string.map { $0 == "WHITE" ? "CLEAR" : $0 }
        let new = narrower(old, tlp)
        label["label"] = .string(new)
        // The address of the first edition of the protocol explains another set of labels.
        if label["url"]?.string?.hasPrefix("https://www.first.org/tlp") ?? false { label["url"] = nil }
        distribution["tlp"] = label
        document["distribution"] = distribution
        tree["document"] = document
        return tree
    }

    /// A security advisory that 2.1 asks more of than it says is one of the kind that 2.0 had.
    private static func withProfile(_ tree: JSONTree) -> JSONTree {
        guard tree["document"]?["category"]?.string == "csaf_security_advisory",
            let parsed = try? JSONDocument(parsing: labelled(tree, "RED").bytes()),
            let document = try? CSAFDocument(parsed.root),
            CSAFCheck.findings(of: document).contains(where: {
                ["6.1.27.8", "6.1.27.12", "6.1.27.13"].contains($0.test)
            })
        else { return tree }
        var tree = tree
        tree["document"]?["category"] = .string("csaf_deprecated_security_advisory")
        return tree
    }

    /// The steps of a conversion.
    private struct Work {
        var lost: [AdvisoryFinding] = []

        mutating func lose(_ path: String, _ why: String) {
            guard lost.count < CSAFCheck.most else { return }
            lost.append(AdvisoryFinding("conversion", at: path, why))
        }

        mutating func converted(_ tree: JSONTree) -> JSONTree {
            let schema = "https://docs.oasis-open.org/csaf/csaf/v2.1/schema/csaf.json"
            var found = [JSONMember("$schema", .string(schema))]
            for member in tree.members ?? [] where member.name != "$schema" {
                switch member.name {
                case "document": found.append(JSONMember("document", about(member.value)))
                case "product_tree": found.append(JSONMember("product_tree", products(member.value)))
                case "vulnerabilities":
                    let all = (member.value.elements ?? []).enumerated().map { number, one in
                        vulnerability(one, "/vulnerabilities/\(number)")
                    }
                    found.append(JSONMember("vulnerabilities", .array(all)))
                default: lose("/" + member.name, "CSAF 2.1 has no such member")
                }
            }
            return .object(found)
        }

        private mutating func about(_ tree: JSONTree) -> JSONTree {
            var tree = tree
            tree["csaf_version"] = .string("2.1")
            if let details = tree["publisher"]?["contact_details"] {
                tree["publisher"]?["contact_details"] = nil
                tree["publisher"]?["contact"] = .members(["details": details])
            }
            // The day of the first version is the one that the history has for it.
            let history = tree["tracking"]?["revision_history"]?.elements ?? []
            let first = history.filter { ["1", "1.0.0"].contains($0["number"]?.string) }
            if first.count == 1, let date = first[0]["date"], tree["tracking"]?["status"]?.string != "draft" {
                tree["tracking"]?["initial_release_date"] = date
            }
            return tree
        }

        private mutating func products(_ tree: JSONTree) -> JSONTree {
            var tree = tree
            if let branches = tree["branches"]?.elements {
                tree["branches"] = .array(branches.enumerated().map { branch($1, "/product_tree/branches/\($0)") })
            }
            if let names = tree["full_product_names"]?.elements {
                tree["full_product_names"] = .array(names.map(product))
            }
            if let relations = tree["relationships"]?.elements {
                tree["relationships"] = nil
                tree["product_paths"] = .array(
                    relations.map { relation in
                        .members([
                            "beginning_product_reference": relation["product_reference"],
                            "full_product_name": relation["full_product_name"].map(product),
                            "subpaths": .array([
                                .members([
                                    "category": relation["category"],
                                    "next_product_reference": relation["relates_to_product_reference"],
                                ])
                            ]),
                        ])
                    }
                )
            }
            return tree
        }

        private mutating func branch(_ tree: JSONTree, _ path: String) -> JSONTree {
            var tree = tree
            if tree["category"]?.string == "legacy" {
                tree["category"] = .string("product_family")
                lose(path + "/category", "CSAF 2.1 has no `legacy`; it is a `product_family` now")
            }
            if let inner = tree["product"] { tree["product"] = product(inner) }
            if let branches = tree["branches"]?.elements {
                tree["branches"] = .array(branches.enumerated().map { branch($1, "\(path)/branches/\($0)") })
            }
            return tree
        }

        private func product(_ tree: JSONTree) -> JSONTree {
            var tree = tree
            if let url = tree["product_identification_helper"]?["purl"] {
                tree["product_identification_helper"]?["purl"] = nil
                tree["product_identification_helper"]?["purls"] = .array([url])
            }
            return tree
        }

        private mutating func vulnerability(_ tree: JSONTree, _ path: String) -> JSONTree {
            var tree = tree
            if tree["cwe"] != nil {
                tree["cwe"] = nil
                lose(
                    path + "/cwe",
                    "CSAF 2.1 asks for the version of the CWE catalogue, which the document does not name"
                )
            }
            if tree["involvements"] != nil {
                tree["involvements"] = nil
                lose(path + "/involvements", "CSAF 2.1 has involvements of the document, with entities")
            }
            if let date = tree["release_date"] {
                tree["release_date"] = nil
                tree["disclosure_date"] = date
            }
            if let scores = tree["scores"]?.elements {
                tree["scores"] = nil
                tree["metrics"] = .array(scores.map(metric))
            }
            return tree
        }

        private func metric(_ score: JSONTree) -> JSONTree {
            let content = (score.members ?? []).filter { $0.name != "products" }
            return .members(["content": .object(content), "products": score["products"]])
        }
    }
}

extension Advisory {
    /// The advisory as a document of CSAF 2.1 of the profile `csaf_base`: what is known of it whatever its format.
    /// - Parameter tlp: its label, without `TLP:`.
    /// - Returns: the document.
    public func csaf(tlp: String) -> JSONTree {
        let schema = "https://docs.oasis-open.org/csaf/csaf/v2.1/schema/csaf.json"
        return .members([
            "$schema": .string(schema), "document": about(tlp),
            "product_tree": products.isEmpty
                ? nil
                : .members([
                    "full_product_names": .array(
                        unique.map { product in
                            .members([
                                "name": .string(product.name), "product_id": .string(product.id),
                                "product_identification_helper": product.cpe.map { .members(["cpe": .string($0)]) },
                            ])
                        }
                    )
                ]),
            "vulnerabilities": vulnerabilities.isEmpty ? nil : .array(vulnerabilities.map(vulnerability)),
        ])
    }

    private var unique: [Product] {
        var seen: Set<String> = []
        return products.filter { seen.insert($0.id).inserted }
    }

    private func about(_ tlp: String) -> JSONTree {
        let publisher = JSONTree.members([
            "category": .string("other"), "name": .string(self.publisher), "namespace": .string(namespace),
        ])
        // The history begins with the first release; what is between the versions is not known.
        let revision = JSONTree.members([
            "date": .string(dates.first), "number": .string("1"), "summary": .string("First release."),
        ])
        let tracking = JSONTree.members([
            "current_release_date": .string(dates.this), "id": .string(id),
            "initial_release_date": .string(dates.first),
            "revision_history": .array([revision]), "status": .string("interim"), "version": .string("1"),
        ])
        return .members([
            "category": .string("csaf_base"), "csaf_version": .string("2.1"),
            "distribution": .members(["tlp": .members(["label": .string(tlp)])]),
            "lang": language.map { .string($0) },
            "notes": summary.map {
                .array([.members(["category": .string("summary"), "text": .string($0)])])
            },
            "publisher": publisher,
            "references": url.map {
                .array([
                    .members(["category": .string("external"), "summary": .string("Source"), "url": .string($0)])
                ])
            },
            "title": .string(title), "tracking": tracking,
        ])
    }

    private func vulnerability(_ one: Vulnerability) -> JSONTree {
        let states = VEXStatus.allCases.compactMap { status -> JSONMember? in
            var seen: Set<String> = []
            let ids = one.statements.filter { $0.status == status && seen.insert($0.product).inserted }.map(\.product)
            return ids.isEmpty ? nil : JSONMember(status.rawValue, .strings(ids))
        }
        let remediations = one.remediations.filter { !$0.products.isEmpty }.map { remediation in
            var seen: Set<String> = []
            return JSONTree.members([
                "category": .string(remediation.category), "details": .string(remediation.details),
                "product_ids": .strings(remediation.products.filter { seen.insert($0).inserted }),
            ])
        }
        return .members([
            "cve": one.cve.map { .string($0) },
            "notes": one.summary.map {
                .array([.members(["category": .string("description"), "text": .string($0)])])
            },
            "product_status": states.isEmpty ? nil : .object(states),
            "remediations": remediations.isEmpty ? nil : .array(remediations),
            "title": one.title.map { .string($0) },
        ])
    }
}
