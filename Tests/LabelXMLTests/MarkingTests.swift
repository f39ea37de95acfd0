import LabelXML
import Labels
import Testing

@Suite("Markings of labels")
struct MarkingTests {
    /// A label, how it is asked for, and the text.
    struct Case: CustomTestStringConvertible {
        let level: String
        let categories: [String: [String]]
        var language = ""
        var place = MarkingPlace.page
        let text: String

        var testDescription: String { "\(text) (\(language))" }
    }

    static let cases = [
        Case(level: "OPEN", categories: [:], text: "HARBOUR OPEN"),
        Case(level: "OPEN", categories: [:], language: "fr", text: "HARBOUR OUVERT"),
        Case(level: "OPEN", categories: [:], language: "FR-ca", text: "HARBOUR OUVERT"),
        Case(level: "OPEN", categories: [:], language: "de", text: "HARBOUR OPEN"),
        Case(level: "PORT", categories: ["Cargo": ["ARMS", "FUEL"]], text: "HARBOUR PORT FUEL+ARMS"),
        Case(
            level: "PORT",
            categories: ["Release": ["XBB", "XAA"], "Note": ["CREW"]],
            text: "HARBOUR PORT for Aland, XBB [crew]"
        ),
        Case(
            level: "BRIDGE",
            categories: ["Release": ["XAA"], "Note": ["DRILL"]],
            language: "fr",
            text: "ADMIRALTY PASSERELLE pour Alande"
        ),
        Case(level: "BRIDGE", categories: ["Release": ["XCC"]], text: "ADMIRALTY BRIDGE for XCC"),
        Case(
            level: "PORT",
            categories: ["Release": ["XAA", "XBB"]],
            place: .portion,
            text: "HARBOUR P XAA/XBB"
        ),
    ]

    @Test("are made of the policy's phrases, prefixes, suffixes and separators", arguments: cases)
    func renders(example: Case) throws {
        let policy = try LabelFiles.policy("harbour")
        let label = LabelFiles.label(example.level, example.categories)
        #expect(try policy.marking(of: label, language: example.language, place: example.place) == example.text)
    }

    @Test("are refused for what the policy does not know, and where it has none")
    func refuses() throws {
        let policy = try LabelFiles.policy("harbour")
        func code(_ label: Label, _ place: MarkingPlace = .page) -> String? {
            do throws(LabelFinding) {
                _ = try policy.marking(of: label, place: place)
                return nil
            } catch {
                return error.code
            }
        }
        #expect(code(LabelFiles.label("DEEP")) == "classification-unknown")
        #expect(code(LabelFiles.label("PORT", ["Cargo": ["SAND"]])) == "category-unknown")
        #expect(code(Label(policy: "COAST", classification: "CALM")) == "policy-mismatch")
        #expect(code(Label(policy: "HARBOUR", classification: "")) == "classification-missing")
        #expect(code(LabelFiles.label("BRIDGE", ["Release": ["XAA"]]), .portion) == "portion-marking-missing")
    }

    @Test(
        "of the labels beside the project are as published",
        arguments: ["nato-4774-17-1.nato", "nato-4774-17-1.xml"]
    )
    func shared(name: String) throws {
        guard let spif = LabelFiles.shared("nato-4774-policy.xml"), let bytes = LabelFiles.shared(name) else {
            return print("\(name): not at hand")
        }
        let policy = try #require(try LabelXML.readPolicy(spif).value)
        let label = try #require(try LabelXML.readLabel(bytes, policies: [policy]).value).label
        #expect(!policy.check(label).contains { $0.severity == .error })
        let english = try policy.marking(of: label)
        #expect(english == "NATO UNCLASSIFIED Releasable to ISAF, KFOR, RESOLUTE SUPPORT")
        let french = try policy.marking(of: label, language: "fr")
        #expect(french == "NATO SANS CLASSIFICATION Communicable a ISAF, KFOR, RESOLUTE SUPPORT")
    }
}
