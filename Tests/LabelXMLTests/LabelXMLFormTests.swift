import JSON
import LabelXML
import Labels
import Testing

@Suite("Labels and policies as XML")
struct LabelXMLFormTests {
    @Test("keep a label through writing and reading, as XML and as JSON")
    func label() throws {
        let reading = try LabelXML.readLabel(LabelFiles.bytes("port.xml"))
        #expect(reading.findings.isEmpty)
        let document = try #require(reading.value)
        #expect(document.id == "l-1")
        #expect(document.label.originatorIDType == "rfc822Name")
        #expect(document.label.privacyMark == "before noon")
        #expect(document.label.succession.first?.label.classification == "OPEN")
        let again = try LabelXML.readLabel(LabelXML.write(document))
        #expect(again.value == document)
        #expect(again.findings.isEmpty)
        let json = try JSONDocument(parsing: document.label.json.bytes()).root
        #expect(Label(json: json) == document.label)
    }

    @Test("keep every role and odd texts")
    func roles() throws {
        for role in LabelDocument.Role.allCases {
            var label = LabelFiles.label("PORT", ["Cargo": ["a<b & \"c\" 'd' ]]> é"]])
            label.privacyMark = "two\nlines\t<x>"
            let document = LabelDocument(role: role, label: label)
            #expect(try LabelXML.readLabel(LabelXML.write(document)).value == document)
        }
        let bell = LabelDocument(label: Label(policy: "P", classification: "\u{7}"))
        #expect(throws: XMLError.self) { try LabelXML.write(bell) }
        let origins = LabelDocument(label: Label(policy: "P", classification: "C", origins: ["XAA"]))
        #expect(throws: XMLError.self) { try LabelXML.write(origins) }
    }

    @Test("turn names into numbers and back")
    func numbers() throws {
        let policy = try LabelFiles.policy("harbour")
        let label = try LabelFiles.read("fuel.xml")
        #expect(label.classification == "PORT")
        #expect(label.categories.map(\.values) == [["FUEL"], ["XAA"], ["CREW"]])
        let written = try LabelXML.writeNumbered(label, policy: policy)
        #expect(try LabelXML.readLabel(written, policies: [policy]).value?.label == label)
        let unknown = try LabelXML.readLabel(LabelFiles.bytes("fuel.xml")).value
        #expect(unknown?.label.classification == "number 2")
    }

    @Test("keep a clearance through writing and reading")
    func clearance() throws {
        let clearance = try #require(try LabelXML.readClearance(LabelFiles.bytes("captain.xml")).value)
        #expect(clearance.classifications == ["OPEN", "PORT"])
        #expect(try LabelXML.readClearance(LabelXML.write(clearance)).value == clearance)
        #expect(try LabelXML.readClearance(LabelFiles.bytes("port.xml")).findings.map(\.code) == ["root-wrong"])
    }

    @Test("keep a policy through writing and reading", arguments: ["harbour", "coast"])
    func policy(name: String) throws {
        let policy = try LabelFiles.policy(name)
        let again = try LabelXML.readPolicy(LabelXML.write(policy))
        #expect(again.value == policy)
        #expect(again.findings.isEmpty)
    }

    @Test("keep the policies beside the project", arguments: ["tlp.xml", "tlp-plus.xml", "nato-4774-policy.xml"])
    func sharedPolicy(name: String) throws {
        guard let bytes = LabelFiles.shared(name) else { return print("\(name): not at hand") }
        let reading = try LabelXML.readPolicy(bytes)
        let policy = try #require(reading.value)
        #expect(reading.findings.allSatisfy { $0.code == "element-unknown" })
        let again = try LabelXML.readPolicy(LabelXML.write(policy))
        #expect(again.value == policy)
        #expect(again.findings.isEmpty)
    }

    @Test("name what is not read")
    func unknown() throws {
        let text = """
            <SPIF xmlns="http://www.xmlspif.org/spif" schemaVersion="3.0">
              <securityPolicyId name="P" id="2.25.1"/>
              <updateInfo/>
              <securityClassifications>
                <securityClassification name="A" lacv="x" hierarchy="1" shade="red"/>
              </securityClassifications>
              <markingData phrase="p"><code>skyWriting</code></markingData>
            </SPIF>
            """
        let reading = try LabelXML.readPolicy(Array(text.utf8))
        let findings = reading.findings.map { "\(reading.line(of: $0.place) ?? 0) \($0.code)" }
        #expect(
            Set(findings) == [
                "1 spif-version", "3 element-unknown", "5 number-wrong", "5 attribute-unknown",
                "7 marking-code-unknown",
            ]
        )
    }

    @Test("say that a namespace is a vendor's")
    func namespace() throws {
        let reading = try LabelXML.readLabel(LabelFiles.bytes("namespace.xml"))
        #expect(reading.value == nil)
        #expect(reading.findings.map(\.code) == ["namespace-wrong"])
        #expect(reading.findings.first?.message.contains("urn:nato:stanag:4774:confidentialityLabel:1.0") == true)
    }
}
