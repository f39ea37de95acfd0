import LabelXML
import Labels
import Testing

@Suite("Equivalent labels")
struct EquivalentTests {
    @Test("have the highest level that is named, what it requires, and every category")
    func outward() throws {
        let (harbour, coast) = (try LabelFiles.policy("harbour"), try LabelFiles.policy("coast"))
        let found = try harbour.equivalent(of: LabelFiles.read("fuel.xml"), in: coast)
        #expect(found.label.policy == "COAST")
        #expect(found.label.policyURI == "urn:oid:2.25.1002")
        #expect(found.label.classification == "SWELL")
        #expect(
            found.label.categories == [
                LabelCategory(
                    tag: "Guard",
                    uri: "urn:oid:2.25.1002.1",
                    kind: .restrictive,
                    values: ["WATCH", "TANK"]
                ),
                LabelCategory(tag: "Share", uri: "urn:oid:2.25.1002.2", kind: .permissive, values: ["XAA"]),
            ]
        )
        #expect(found.notes.map(\.code) == ["category-discarded"])
    }

    @Test("are found by the other policy's word for labels that come in")
    func inward() throws {
        let (harbour, coast) = (try LabelFiles.policy("harbour"), try LabelFiles.policy("coast"))
        let storm = Label(
            policy: "COAST",
            classification: "STORM",
            categories: [
                LabelCategory(tag: "Guard", kind: .restrictive, values: ["TANK"]),
                LabelCategory(tag: "Share", kind: .permissive, values: ["XAA"]),
            ]
        )
        let found = try coast.equivalent(of: storm, in: harbour).label
        #expect(found.classification == "BRIDGE")
        #expect(found.categories.map(\.values) == [["FUEL"], ["XAA"]])
    }

    @Test(
        "are refused, never rounded down",
        arguments: [
            (LabelFiles.label("BRIDGE", ["Release": ["XAA"]]), "equivalent-missing"),
            (LabelFiles.label("PORT", ["Cargo": ["ARMS"]]), "equivalent-missing"),
            (LabelFiles.label("PORT", ["Release": ["XAA", "XBB"]]), "equivalent-missing"),
            (LabelFiles.label("BRIDGE"), "required-category-missing"),
        ]
    )
    func refuses(label: Label, code: String) throws {
        let (harbour, coast) = (try LabelFiles.policy("harbour"), try LabelFiles.policy("coast"))
        #expect(throws: LabelFinding.self) { try harbour.equivalent(of: label, in: coast) }
        do throws(LabelFinding) {
            _ = try harbour.equivalent(of: label, in: coast)
        } catch {
            #expect(error.code == code)
        }
    }

    @Test("keep a successor that has an equivalent, and say so where it has none")
    func succession() throws {
        let (harbour, coast) = (try LabelFiles.policy("harbour"), try LabelFiles.policy("coast"))
        var label = LabelFiles.label("PORT", ["Cargo": ["FUEL"]])
        label.succession = [LabelSuccession(instant: "2029-01-01T00:00:00Z", label: LabelFiles.label("OPEN"))]
        #expect(try harbour.equivalent(of: label, in: coast).label.succession.first?.label.classification == "CALM")
        label.succession[0].label.categories = LabelFiles.label("OPEN", ["Note": ["DRILL"]]).categories
        let found = try harbour.equivalent(of: label, in: coast)
        #expect(found.label.succession.isEmpty)
        #expect(found.notes.map(\.code) == ["successor-left-out"])
    }

    @Test("of the policies beside the project are those that spiffing makes")
    func shared() throws {
        guard let first = LabelFiles.shared("tlp-plus.xml"), let second = LabelFiles.shared("tlp.xml") else {
            return print("policies: not at hand")
        }
        let plus = try #require(try LabelXML.readPolicy(first).value)
        let tlp = try #require(try LabelXML.readPolicy(second).value)
        func label(_ level: String, _ categories: [LabelCategory]) -> Label {
            Label(policy: "TLPX", classification: level, categories: categories)
        }
        let amber = label("AMBER", [LabelCategory(tag: "Dissemination", kind: .permissive, values: ["EU"])])
        #expect(try plus.marking(of: amber) == "TLPX:AMBER J:EU")
        let amberThere = try plus.equivalent(of: amber, in: tlp).label
        let amberText = try tlp.marking(of: amberThere)
        #expect(amberText == "TLP:AMBER [REGION=EU] [Additional Handling May Apply]/[Imported Data]")
        let green = label(
            "GREEN",
            [
                LabelCategory(tag: "Dissemination", kind: .permissive, values: ["SafeHarbour"]),
                LabelCategory(tag: "Data Status", kind: .informative, values: ["Do not action"]),
            ]
        )
        let greenText = try tlp.marking(of: plus.equivalent(of: green, in: tlp).label)
        #expect(greenText == "TLP:GREEN [REGION=EU/US] [Imported Data]")
    }
}
