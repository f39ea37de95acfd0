/// Identifiers of products and groups, and what is said of a product (6.1.1 to 6.1.6, 6.1.25, 6.1.63).
extension CSAFTest {
    static let products: [CSAFTest] = [
        CSAFTest("6.1.1") { document, say in
            let known = Set(document.products.map(\.id))
            for place in ProductReferences.places(in: document) where !known.contains(place.text ?? "") {
                say(place.path, "the product `\(place.text ?? "")` is not defined in the product tree")
            }
        },
        CSAFTest("6.1.2") { document, say in
            var seen: Set<String> = []
            for product in document.products where !seen.insert(product.id).inserted {
                say(product.place.path + "/product_id", "the product `\(product.id)` is defined more than once")
            }
        },
        CSAFTest("6.1.3") { document, say in
            let made = ProductReferences.made(in: document)
            let circular = Circles.members(of: made.mapValues { $0.from })
            for id in circular.sorted() {
                say(made[id]?.place ?? "/product_tree", "the product `\(id)` is defined by itself")
            }
        },
        CSAFTest("6.1.4") { document, say in
            for place in ProductReferences.groups(in: document) where document.groups[place.text ?? ""] == nil {
                say(place.path, "the group `\(place.text ?? "")` is not defined in the product tree")
            }
        },
        CSAFTest("6.1.5") { document, say in
            var seen: Set<String> = []
            for group in document.root["product_tree"]?.list("product_groups") ?? [] {
                guard let id = group.text("group_id"), !seen.insert(id).inserted else { continue }
                say(group.path + "/group_id", "the group `\(id)` is defined more than once")
            }
        },
        CSAFTest("6.1.6") { document, say in
            for vulnerability in document.vulnerabilities {
                guard let status = vulnerability["product_status"] else { continue }
                var meant: [String: String] = [:]
                for (meaning, names) in VEXStatus.groups {
                    for id in Set(names.flatMap { status.texts($0) }).sorted() {
                        if let other = meant[id] {
                            say(status.path, "the product `\(id)` is both \(other) and \(meaning)")
                        }
                        meant[id] = meaning
                    }
                }
            }
        },
        CSAFTest("6.1.25") { document, say in
            for product in document.products {
                for hashes in product.hashes {
                    var seen: Set<String> = []
                    for hash in hashes.list("file_hashes") {
                        guard let name = hash.text("algorithm"), !seen.insert(name).inserted else { continue }
                        say(hash.path + "/algorithm", "a digest by `\(name)` is given more than once")
                    }
                }
            }
        },
        CSAFTest("6.1.63", new) { document, say in
            let lengths = [
                "md5": 32, "sha1": 40, "sha224": 56, "sha256": 64, "sha384": 96, "sha512": 128, "sha512-224": 56,
                "sha512-256": 64, "sha3-224": 56, "sha3-256": 64, "sha3-384": 96, "sha3-512": 128, "blake2b512": 128,
                "blake2s256": 64, "rmd160": 40, "ripemd160": 40, "sm3": 64, "md4": 32, "mdc2": 32, "whirlpool": 128,
            ]
            for product in document.products {
                for hash in product.hashes.flatMap({ $0.list("file_hashes") }) {
                    guard let name = hash.text("algorithm"), let wanted = lengths[name],
                        let value = hash.text("value"), value.utf8.count != wanted
                    else { continue }
                    say(hash.path + "/value", "a digest by `\(name)` has \(wanted) hexadecimal digits")
                }
            }
        },
    ]
}

extension CSAFProduct {
    /// The files whose digests identify it.
    var hashes: [Place] { place["product_identification_helper"]?.list("hashes") ?? [] }
}

/// Where a document names products and groups.
enum ProductReferences {
    /// Of vulnerabilities, the lists whose elements name products and groups.
    private static let lists = [
        "remediations", "threats", "flags", "notes", "ids", "involvements", "first_known_exploitation_dates",
    ]

    /// The places where products are named.
    static func places(in document: CSAFDocument) -> [Place] {
        var found: [Place] = []
        let tree = document.root["product_tree"]
        for group in tree?.list("product_groups") ?? [] { found += group.list("product_ids") }
        for relation in tree?.list("relationships") ?? [] {
            found += [relation["product_reference"], relation["relates_to_product_reference"]].compactMap { $0 }
        }
        for path in tree?.list("product_paths") ?? [] {
            found += [path["beginning_product_reference"]].compactMap { $0 }
            found += path.list("subpaths").compactMap { $0["next_product_reference"] }
        }
        found += named("product_ids", in: document)
        for vulnerability in document.vulnerabilities {
            if let status = vulnerability["product_status"] {
                for name in VEXStatus.names { found += status.list(name) }
            }
            for (metric, _) in document.metrics(of: vulnerability) { found += metric.list("products") }
        }
        return found.filter { $0.text != nil }
    }

    /// The places where groups are named.
    static func groups(in document: CSAFDocument) -> [Place] {
        named("group_ids", in: document).filter { $0.text != nil }
    }

    private static func named(_ name: String, in document: CSAFDocument) -> [Place] {
        var found = document.document?.list("notes").flatMap { $0.list(name) } ?? []
        found += document.root.at("document", "involvement")?.list("actions").flatMap { $0.list(name) } ?? []
        for vulnerability in document.vulnerabilities {
            for list in lists { found += vulnerability.list(list).flatMap { $0.list(name) } }
        }
        return found
    }

    /// The products that are made of others: where, and of which.
    static func made(in document: CSAFDocument) -> [String: (place: String, from: [String])] {
        var found: [String: (place: String, from: [String])] = [:]
        let tree = document.root["product_tree"]
        for relation in tree?.list("relationships") ?? [] {
            guard let id = relation.at("full_product_name", "product_id")?.text else { continue }
            let names = ["product_reference", "relates_to_product_reference"]
            found[id] = (relation.path, (found[id]?.from ?? []) + names.compactMap { relation.text($0) })
        }
        for path in tree?.list("product_paths") ?? [] {
            guard let id = path.at("full_product_name", "product_id")?.text else { continue }
            let next = path.list("subpaths").compactMap { $0.text("next_product_reference") }
            let first = path.text("beginning_product_reference").map { [$0] } ?? []
            found[id] = (path.path, (found[id]?.from ?? []) + first + next)
        }
        return found
    }
}

/// Circles in what leads to what.
enum Circles {
    /// Those that lie on a circle, or on a way between two.
    ///
    /// What leads nowhere is taken away until nothing is left that does, and the same against the arrows.
    /// - Complexity: O(*n*) in the number of ways.
    static func members(of ways: [String: [String]]) -> Set<String> {
        let inner = ways.mapValues { $0.filter { ways[$0] != nil } }
        let ahead = leadingOn(inner)
        var back: [String: [String]] = [:]
        for (from, ends) in inner where ahead.contains(from) {
            back[from, default: []] += []
            for end in ends where ahead.contains(end) { back[end, default: []].append(from) }
        }
        return leadingOn(back)
    }

    /// Those from which one can go on without end.
    private static func leadingOn(_ ways: [String: [String]]) -> Set<String> {
        var open = ways.mapValues(\.count)
        var before: [String: [String]] = [:]
        for (from, ends) in ways {
            for end in ends { before[end, default: []].append(from) }
        }
        var ended = open.filter { $0.value == 0 }.map(\.key)
        var left = Set(ways.keys)
        while let one = ended.popLast() {
            left.remove(one)
            for earlier in before[one] ?? [] {
                open[earlier, default: 0] -= 1
                if open[earlier] == 0 { ended.append(earlier) }
            }
        }
        return left
    }
}
