import Cryptography
import JSON
import Labels
import STIX
import Workspaces

/// STIX objects and bundles.
extension ParserSubject {
    private static let head = """
        "spec_version":"2.1","created":"2026-01-01T00:00:00.000Z","modified":"2026-01-01T00:00:00.000Z",
        """

    static func objects() -> [ParserSubject] {
        let validator = STIXValidator(types: Workspaces.types, sha1: SHA1.digest(of:))
        func read(_ bytes: [UInt8]) {
            guard let root = try? JSONDocument(parsing: bytes).root else { return }
            _ = validator.findings(forBundle: root)
            _ = try? STIXObjectHeader(root)
            _ = MarkingReading(of: root) { _ in nil }
        }
        let note =
            "{\"type\":\"note\",\"id\":\"\(id("note", 1))\",\(head)\"content\":\"x\",\"object_refs\":[\"\(id("note", 2))\"],"
        let indicator =
            "{\"type\":\"indicator\",\"id\":\"\(id("indicator", 1))\",\(head)\"pattern_type\":\"stix\","
            + "\"valid_from\":\"2026-01-01T00:00:00Z\","
        let report =
            "{\"type\":\"report\",\"id\":\"\(id("report", 1))\",\(head)\"name\":\"x\",\"published\":\"2026-01-01T00:00:00Z\","
        let data =
            "{\"type\":\"observed-data\",\"id\":\"\(id("observed-data", 1))\",\(head)\"first_observed\":\"2026-01-01T00:00:00Z\","
            + "\"last_observed\":\"2026-01-01T00:00:00Z\",\"number_observed\":1,\"objects\":{"
        let list = "],\"labels\":["
        return [
            .init("stix, a long text", note + "\"abstract\":\"", { _ in "text " }, "\"}", read: read),
            .init("stix, labels", note + "\"labels\":[", { "\"l\($0)\"" }, between: ",", "]}", read: read),
            .init("stix, one label again", note + "\"labels\":[", { _ in "\"l\"" }, between: ",", "]}", read: read),
            .init(
                "stix, references",
                report + "\"object_refs\":[",
                { "\"\(id("malware", $0))\"" },
                between: ",",
                "]}",
                read: read
            ),
            .init(
                "stix, markings",
                note + "\"object_marking_refs\":[",
                { "\"\(id("marking-definition", $0))\"" },
                between: ",",
                "]}",
                read: read
            ),
            .init(
                "stix, external references",
                note + "\"external_references\":[",
                { "{\"source_name\":\"s\($0)\",\"url\":\"https://a.example/\($0)\"}" },
                between: ",",
                "]}",
                read: read
            ),
            .init("stix, own properties", note, { "\"x_\($0)\":\"a\"" }, between: ",", "}", read: read),
            .init(
                "stix, unknown properties that are faults",
                note,
                { "\"X \($0)\":\"a\"" },
                between: ",",
                "}",
                read: read
            ),
            .init(
                "stix, a pattern",
                indicator + "\"pattern\":\"[",
                { "a:b = '\($0)'" },
                between: " OR ",
                "]\"}",
                read: read
            ),
            .init(
                "stix, portions",
                note + "\"labels\":[\"a\",\"b\"],\"granular_markings\":[",
                { _ in "{\"selectors\":[\"labels.[1]\"],\"lang\":\"en\"}" },
                between: ",",
                "]}",
                read: read
            ),
            .init(
                "stix, selectors",
                note + "\"labels\":[\"a\",\"b\"],\"granular_markings\":[{\"lang\":\"en\",\"selectors\":[",
                { _ in "\"labels.[1]\"" },
                between: ",",
                "]}]}",
                read: read
            ),
            .init(
                "stix, selectors that lead nowhere",
                note + "\"granular_markings\":[{\"lang\":\"en\",\"selectors\":[",
                { "\"labels.[\($0)]\"" },
                between: ",",
                "]}]}",
                read: read
            ),
            .init(portions: note),
            .init(
                "stix, observables",
                data,
                { "\"\($0)\":{\"type\":\"domain-name\",\"value\":\"a\($0).example\"}" },
                between: ",",
                "}}",
                read: read
            ),
            .init(
                "stix, observables that refer",
                data,
                {
                    "\"\($0)\":{\"type\":\"domain-name\",\"value\":\"a.example\",\"resolves_to_refs\":[\"\($0 + 1)\"]}"
                },
                between: ",",
                "}}",
                read: read
            ),
            .init(
                "stix, a bundle",
                "{\"type\":\"bundle\",\"id\":\"\(id("bundle", 1))\",\"objects\":[",
                {
                    "{\"type\":\"malware\",\"id\":\"\(id("malware", $0))\",\(head)\"name\":\"x\",\"is_family\":false}"
                },
                between: ",",
                "]}",
                read: read
            ),
            .init(
                "stix, a bundle of one version again",
                "{\"type\":\"bundle\",\"id\":\"\(id("bundle", 1))\",\"objects\":[",
                {
                    "{\"type\":\"malware\",\"id\":\"\(id("malware", 1))\",\(head)\"name\":\"x\($0)\",\"is_family\":false}"
                },
                between: ",",
                "]}",
                read: read
            ),
            .init(
                "stix, extensions",
                note + "\"extensions\":{",
                { "\"\(id("extension-definition", $0))\":{\"extension_type\":\"property-extension\",\"a\":1}" },
                between: ",",
                "}}",
                read: read
            ),
            .init(
                "stix, translations",
                "{\"type\":\"language-content\",\"id\":\"\(id("language-content", 1))\",\(head)\"object_ref\":\"\(id("note", 1))\",\"contents\":{\"de\":{",
                { "\"x\($0)\":\"a\"" },
                between: ",",
                "}}}",
                read: read
            ),
            .init(
                "stix, languages",
                "{\"type\":\"language-content\",\"id\":\"\(id("language-content", 1))\",\(head)\"object_ref\":\"\(id("note", 1))\",\"contents\":{",
                { "\"de-x-\($0)\":{\"content\":\"a\"}" },
                between: ",",
                "}}",
                read: read
            ),
            .init(
                "stix, one long language tag",
                note + "\"lang\":\"en",
                { "-a\(10_000_000 + $0)" },
                "\"}",
                read: read
            ),
            .init(
                "stix, hashes",
                "{\"type\":\"file\",\"id\":\"\(id("file", 1))\",\"spec_version\":\"2.1\",\"name\":\"a\",\"hashes\":{",
                { "\"x_\($0)\":\"a\"" },
                between: ",",
                "}}",
                read: read
            ),
            .init(
                "stix, kill chain" + list.prefix(0),
                note + "\"kill_chain_phases\":[",
                { "{\"kill_chain_name\":\"a\($0)\",\"phase_name\":\"b\"}" },
                between: ",",
                "]}",
                read: read
            ),
            .init(
                "stix, a long address",
                "{\"type\":\"url\",\"id\":\"\(id("url", 1))\",\"spec_version\":\"2.1\",\"value\":\"https://",
                { _ in "a." },
                "example/\"}",
                read: read
            ),
            .init(
                "stix, a long mail address",
                "{\"type\":\"email-addr\",\"id\":\"\(id("email-addr", 1))\",\"spec_version\":\"2.1\",\"value\":\"a@",
                { _ in "a." },
                "example\"}",
                read: read
            ),
        ]
    }

    /// Half labels, half selectors that lead to the last of them.
    private init(portions note: String) {
        name = "stix, selectors into a long list"
        read = { bytes in
            guard let root = try? JSONDocument(parsing: bytes).root else { return }
            _ = STIXValidator(types: Workspaces.types).findings(for: root)
            _ = MarkingReading(of: root) { _ in nil }
        }
        input = { size in
            let count = size / 32
            let labels = (0..<count).map { "\"l\($0)\"" }.joined(separator: ",")
            let selectors = (0..<count).map { "\"labels.[\(count - 1 - $0)]\"" }.joined(separator: ",")
            return Array(
                (note
                    + "\"labels\":[\(labels)],\"granular_markings\":[{\"lang\":\"en\",\"selectors\":[\(selectors)]}]}")
                    .utf8
            )
        }
    }
}
