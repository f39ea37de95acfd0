import Agreements
import Cryptography
import Exchange
import JSON
import Labels
import MerkleLog
import Releasing
import STIX
import STIXPatterns
import Store
import TAXII

/// A parser with one shape of input.
struct ParserSubject {
    /// Parser and shape.
    let name: String
    /// An input of about so many bytes.
    let input: (Int) -> [UInt8]
    /// One run.
    let read: ([UInt8]) -> Void

    /// An input that is a head, a part again and again with its number, and a tail.
    init(
        _ name: String,
        _ head: String = "",
        _ part: @escaping (Int) -> String,
        between: String = "",
        _ tail: String = "",
        read: @escaping ([UInt8]) -> Void
    ) {
        self.name = name
        self.read = read
        input = { size in
            var text = head
            var number = 0
            while text.utf8.count < size - tail.utf8.count {
                if number > 0 { text += between }
                text += part(number)
                number += 1
            }
            return Array((text + tail).utf8)
        }
    }

    static func all(_ store: Store) -> [ParserSubject] {
        json() + objects() + patterns() + agreements() + labels() + logs() + partners(store) + doors()
    }

    static func id(_ type: String, _ number: Int) -> String {
        let text = String(number)
        return "\(type)--00000000-0000-4000-8000-" + String(repeating: "0", count: 12 - text.count) + text
    }

    private static func json() -> [ParserSubject] {
        func read(_ bytes: [UInt8]) { _ = try? JSONDocument(parsing: bytes).root.canonicalBytes() }
        func list(_ bytes: [UInt8]) {
            var reader = JSONListReader(list: "objects")
            var elements: [JSONListElement] = []
            for start in stride(from: 0, to: bytes.count, by: 16_384) {
                try? reader.read(Array(bytes[start..<min(start + 16_384, bytes.count)]), into: &elements)
            }
            _ = try? reader.finish()
        }
        return [
            .init("json, names", "{", { "\"n\($0)\":1" }, between: ",", "}", read: read),
            .init("json, names that fall", "{", { "\"\(99_999_999 - $0)\":1" }, between: ",", "}", read: read),
            .init("json, one name twice", "{\"a\":1,", { "\"n\($0)\":1," }, "\"a\":1}", read: read),
            .init("json, escapes", "[\"", { _ in "\\u00e9\\n\\\"" }, "\"]", read: read),
            .init("json, numbers", "[", { "\($0).5e3" }, between: ",", "]", read: read),
            .init("json, one long number", "[1.", { _ in "3" }, "]", read: read),
            .init("json, lists", "[", { _ in "[[[[]]]]" }, between: ",", "]", read: read),
            .init("json, not closed", "", { _ in "[" }, read: read),
            .init("json, a fault at the end", "[", { _ in "1,\n" }, "x]", read: read),
            .init("list, objects", "{\"objects\":[", { "{\"a\":\($0)}" }, between: ",", "]}", read: list),
            .init("list, one object", "{\"objects\":[{\"a\":\"", { _ in "x" }, "\"}]}", read: list),
            .init("list, much before it", "{\"a\":\"", { _ in "x" }, "\",\"objects\":[{}]}", read: list),
            .init(
                "list, much behind it",
                "{\"objects\":[{}],\"a\":[",
                { "\"\($0)\"" },
                between: ",",
                "]}",
                read: list
            ),
            .init("list, white space", "{\"objects\":[", { _ in " \n" }, "{}]}", read: list),
            .init("list, no list", "{\"object\":[", { "\($0)" }, between: ",", "]}", read: list),
        ]
    }

    private static func patterns() -> [ParserSubject] {
        func read(_ bytes: [UInt8]) {
            _ = STIXPattern.judgement(of: bytes.span)
        }
        return [
            .init("pattern, comparisons", "[", { "a:b = '\($0)'" }, between: " OR ", "]", read: read),
            .init("pattern, types", "[", { "t\($0):b = 1" }, between: " OR ", "]", read: read),
            .init("pattern, observations", "", { "[a:b = \($0)]" }, between: " AND ", read: read),
            .init("pattern, a set", "[a:b IN (", { "'\($0)'" }, between: ",", ")]", read: read),
            .init("pattern, a path", "[a:b", { _ in ".hashes" }, " = 1]", read: read),
            .init("pattern, a string", "[a:b = '", { _ in "\\'x" }, "']", read: read),
            .init("pattern, qualifiers", "([a:b = 1])", { " WITHIN \($0 + 1) SECONDS" }, read: read),
            .init("pattern, parentheses", "", { _ in "(" }, read: read),
        ]
    }

    private static func agreements() -> [ParserSubject] {
        func read(_ bytes: [UInt8]) {
            let file = SourceFile(name: "a.accord", text: String(decoding: bytes, as: UTF8.self))
            _ = AgreementReading([file], rules: AgreementFolder.rules).report()
        }
        func format(_ bytes: [UInt8]) {
            _ = AccordFormatter.format(SourceFile(name: "a.accord", text: String(decoding: bytes, as: UTF8.self)))
        }
        let pact = "party A\n\nparty B\n\nagreement X\n  between A and B\n  state unknown\n"
        return [
            .init(
                "accord, rules",
                pact,
                { "  article \($0): loss, or possible loss, is reported within 3 days\n" },
                read: read
            ),
            .init(
                "accord, formatting",
                pact,
                { "  article \($0): loss, or possible loss, is reported within 3 days\n" },
                read: format
            ),
            .init("accord, notes", pact, { "  note \"\($0) 秘密の情報を保護する\"\n" }, read: read),
            .init("accord, one line", pact + "  article 4: ", { _ in "x " }, read: read),
            .init(
                "accord, long lines of names",
                pact,
                { _ in "  article 4: " + String(repeating: "A and ", count: 2_700) + "\n" },
                read: read
            ),
            .init("accord, faults", pact, { "  article 4: x \($0)\n" }, read: read),
            .init("accord, unseen letters", "party A\n", { _ in "  codes a\u{200B}\n" }, read: read),
            .init("accord, comments", "", { "# \($0)\n" }, read: read),
            .init("accord, parties", "", { "party P\($0)\n" }, read: read),
            .init(
                "accord, agreements of the same",
                "party A\n\nparty B\n",
                { "agreement A\($0)\n  between A and B\n  in force from 2001\n" },
                read: read
            ),
            .init(
                "accord, levels",
                "party A\n\nscheme A of A\n  levels, highest first\n",
                { "    L\($0)\n" },
                read: read
            ),
            .init("accord, unknown levels", "party A\n\n" + pact.dropFirst(9), { "  up to A L\($0)\n" }, read: read),
            .init("accord, colons", pact, { _ in "  \"a\" : a: b: c: d:\n" }, read: read),
        ]
    }

    private static func logs() -> [ParserSubject] {
        let hasher = SHA256TreeHasher()
        func note(_ bytes: [UInt8]) {
            guard let note = try? Note(bytes) else { return }
            _ = try? Checkpoint(text: note.text)
        }
        let root = String(repeating: "A", count: 43) + "="
        return [
            .init("note, signatures", "o\n1\n\(root)\n\n", { "— k\($0) AAAAAAAA\n" }, read: note),
            .init("note, a long text", "o\n1\n\(root)\n", { "extension \($0)\n" }, "\n— k AAAAAAAA\n", read: note),
            .init("note, empty lines", "o\n1\n\(root)\n", { _ in "\n" }, "— k AAAAAAAA\n", read: note),
            .init(
                "proof, a path",
                "c2sp.org/tlog-proof@v1\nindex 0\n",
                { _ in root + "\n" },
                "\no\n1\n\(root)\n\n— k AAAAAAAA\n",
                read: { _ = try? LogProof($0) }
            ),
            .init(
                "witness request, a path",
                "old 1\n",
                { _ in root + "\n" },
                "\no\n1\n\(root)\n\n— k AAAAAAAA\n",
                read: { _ = try? WitnessRequest($0) }
            ),
            .init(
                "trust policy, groups",
                "",
                { "group g\($0) 1 g\($0)\n" },
                read: { _ = try? TrustPolicy($0, hasher) }
            ),
            .init("trust policy, comments", "", { "# \($0)\n" }, read: { _ = try? TrustPolicy($0, hasher) }),
            .init(
                "tile of entries",
                "",
                { _ in "\u{0}\u{1}a" },
                read: { _ = try? EntryBundle.entries($0, TilePath(.entries, 0, width: 256)) }
            ),
        ]
    }

    private static func partners(_ store: Store) -> [ParserSubject] {
        func filter(_ bytes: [UInt8]) {
            _ = try? TAXIIFilter(query: String(decoding: bytes, as: UTF8.self), scope: .collection)
        }
        func search(_ bytes: [UInt8]) {
            _ = try? store.read { connection throws(StoreError) in
                try SearchRows(connection).find(String(decoding: bytes, as: UTF8.self), limit: 10)
            }
        }
        return [
            .init(
                "invitation, names",
                "{\"entente\":\"invitation-3\",",
                { "\"n\($0)\":\"a\"" },
                between: ",",
                "}",
                read: { _ = try? Invitation(file: $0) }
            ),
            .init(
                "invitation, a long title",
                "{\"entente\":\"invitation-3\",\"title\":\"",
                { _ in "a" },
                "\"}",
                read: { _ = try? Invitation(file: $0) }
            ),
            .init("taxii, ids", "match[id]=", { id("malware", $0) }, between: ",", read: filter),
            .init(
                "taxii, versions",
                "match[version]=",
                { "2026-01-01T00:00:00.\(100_000 + $0 % 900_000)Z" },
                between: ",",
                read: filter
            ),
            .init("taxii, parameters", "", { "p\($0)=a" }, between: "&", read: filter),
            .init("taxii, escapes", "next=", { _ in "%41" }, read: filter),
            .init(
                "taxii, accept",
                "",
                { "a/b;q=0.\($0 % 10)" },
                between: ",",
                read: { _ = TAXIIMediaType.isAcceptable(String(decoding: $0, as: UTF8.self)) }
            ),
            .init(
                "taxii, path",
                "/",
                { _ in "a/" },
                read: { _ = try? TAXIIEndpoint(path: String(decoding: $0, as: UTF8.self), roots: ["tools"]) }
            ),
            .init("search, words", "", { "word\($0) " }, read: search),
            .init("search, Japanese", "", { _ in "訓練の" }, read: search),
            .init("search, quotes", "", { "\"a \($0)\" " }, read: search),
        ]
    }
}
