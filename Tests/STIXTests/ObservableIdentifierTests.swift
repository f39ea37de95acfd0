import Cryptography
import JSON
import STIX
import Testing

@Suite("ObservableIdentifier")
struct ObservableIdentifierTests {
    @Test(
        "derives identifiers that other tools derive, too",
        arguments: [
            (#"{"type":"ipv4-addr","value":"198.51.100.3"}"#, "ipv4-addr--28bb3599-77cd-5a82-a950-b5bc3caf07c4"),
            (#"{"type":"mutex","name":"__CLEANSWEEP__"}"#, "mutex--f93fe911-e545-5239-b9b0-597840d0c871"),
            (#"{"type":"domain-name","value":"example.com"}"#, "domain-name--bedb4899-d24b-5401-bc86-8f6b4cc18ec7"),
        ]
    )
    func examples(text: String, id: String) throws {
        let object = try JSONDocument(text).root
        let found = try ObservableIdentifier.identifier(for: object) { SHA1.digest(of: $0) }
        #expect(found.description == id)
        #expect(found.uuidVersion == 5)
    }

    @Test(
        "needs something that contributes",
        arguments: [#"{"type":"process","pid":1}"#, #"{"type":"campaign"}"#, "[]"]
    )
    func none(text: String) throws {
        let object = try JSONDocument(text).root
        #expect(throws: ObservableIdentifier.Fault.self) {
            try ObservableIdentifier.identifier(for: object) { SHA1.digest(of: $0) }
        }
    }
}
