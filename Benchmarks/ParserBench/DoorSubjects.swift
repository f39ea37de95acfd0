import Cryptography
import JSON
import Labels
import People
import STIX
import TAXII
import Transport
import Witnessing

/// What comes with a request or in a file beside objects: fields of the head, sign-ins, receipts, and markings of others.
extension ParserSubject {
    static func doors() -> [ParserSubject] {
        let text = { (bytes: [UInt8]) in String(decoding: bytes, as: UTF8.self) }
        func query(_ bytes: [UInt8]) {
            let query = try? TAXIIQuery(text(bytes))
            for name in ["limit", "next", "added_after"] { _ = try? query?.single(name) }
        }
        func marking(_ bytes: [UInt8]) {
            guard let root = try? JSONDocument(parsing: bytes).root else { return }
            _ = MarkingMeaning(definition: root)
        }
        func adapt(_ bytes: [UInt8]) {
            guard let root = try? JSONDocument(parsing: bytes).root else { return }
            _ = MISPSpellings.adapted(root)
        }
        let definition =
            "{\"type\":\"marking-definition\",\"id\":\"\(id("marking-definition", 1))\",\"created\":\"2026-01-01T00:00:00Z\","
        let acs =
            definition
            + "\"extensions\":{\"\(ACSMarking.extensionDefinition)\":{\"extension_type\":\"property-extension\","
            + "\"policy_reference\":\"urn:isa:policy:acs:ns:v3.0\",\"control_set\":{\"classification\":\"U\",\"formal_determination\":["
        return [
            .init("query, one parameter again", "", { _ in "a=b" }, between: "&", read: query),
            .init("query, names", "", { "n\($0)=b" }, between: "&", read: query),
            .init("host", "a", { _ in ".b" }, read: { _ = HTTPHost(text($0)) }),
            .init("account name", "a", { _ in "é" }, read: { _ = AccountName.folded(text($0)) }),
            .init("token, a payload", "eyJhbGciOiJSUzI1NiJ9.", { _ in "YWFh" }, ".YWFh", read: token),
            .init("token, parts", "", { _ in "YWFh." }, read: token),
            .init("token, names of the head", read: token),
            .init("courier file, not closed", "", { _ in "0\u{01}" }, read: courier),
            .init("courier file, names", "", { _ in "-----BEGIN CMS-----\n" }, read: courier),
            .init(
                "receipt, a path",
                "c2sp.org/tlog-proof@v1\nextra e30=\nindex 0\n",
                { _ in String(repeating: "A", count: 43) + "=\n" },
                "\no\n1\n\(String(repeating: "A", count: 43))=\n\n— k AAAAAAAA\n",
                read: { _ = try? ReceiptFile($0) }
            ),
            .init("marking, a statement", definition + statement, { _ in "word " }, "\"}}", read: marking),
            .init("marking, values of ACS", acs, { "\"D\($0)\"" }, between: ",", "]}}}}", read: marking),
            .init(
                "misp, hashes",
                "{\"type\":\"file\",\"id\":\"\(id("file", 1))\",\"spec_version\":\"2.1\",\"hashes\":{",
                { "\"IMPHASH\($0)\":\"a\"" },
                between: ",",
                "}}",
                read: adapt
            ),
            .init(
                "misp, a key of the registry",
                "{\"type\":\"windows-registry-key\",\"id\":\"\(id("windows-registry-key", 1))\",\"spec_version\":\"2.1\",\"key\":\"HKLM",
                { "\\\\a\($0)" },
                "\"}",
                read: adapt
            ),
        ]
    }

    private static let statement = "\"definition_type\":\"statement\",\"definition\":{\"statement\":\""

    private static func token(_ bytes: [UInt8]) {
        _ = SignedToken.payload(String(decoding: bytes, as: UTF8.self), keys: [])
    }

    private static let certificate = try? NodeCertificate.make(name: "a", hosts: [], days: 1)

    private static func courier(_ bytes: [UInt8]) {
        guard let certificate else { return }
        _ = try? CourierSeal.decrypt(bytes, for: certificate)
    }

    /// A token whose head has many names.
    private init(_ name: String, read: @escaping ([UInt8]) -> Void) {
        self.name = name
        self.read = read
        input = { size in
            var head = "{\"alg\":\"RS256\""
            var number = 0
            while head.utf8.count < size * 3 / 4 {
                head += ",\"n\(number)\":1"
                number += 1
            }
            return Array((Encoding.base64URL(Array((head + "}").utf8)) + ".YWFh.YWFh").utf8)
        }
    }
}
