import JSON
import STIX
import Testing
import Workspaces

@testable import Work

@Suite("The list of workspaces")
struct WorkspacesTests {
    @Test("has each name and type once, and room for all types")
    func names() {
        let names = Workspaces.all.map(\.name)
        let types = Workspaces.all.flatMap(\.types).map(\.name)
        #expect(Set(names).count == names.count && Set(types).count == types.count)
        #expect(Workspaces.types.own.map(\.name) == ["entente-notice"] + types)
        for workspace in Workspaces.all {
            let questions = workspace.questions.map(\.name)
            #expect(questions.contains("") && Set(questions).count == questions.count, "\(workspace.name)")
        }
    }

    @Test("types have an extension definition each, rules about properties that they have, and words for all")
    func types() {
        #expect(Set(Workspaces.types.own.map(\.definition)).count == Workspaces.types.own.count)
        for type in Workspaces.types.own {
            let names = Set(type.properties.map(\.name))
            #expect(names.count == type.properties.count && type.properties.allSatisfy { !$0.meaning.isEmpty })
            // STIX 2.1, 3.1: three letters or more, small ones, digits and underscores.
            let letters = "abcdefghijklmnopqrstuvwxyz0123456789_"
            #expect(names.allSatisfy { (3...250).contains($0.count) && $0.allSatisfy(letters.contains) })
            for rule in type.rules {
                switch rule {
                case .atLeastOne(let some): #expect(names.isSuperset(of: some))
                case .needs(let one, let other), .notBefore(let one, let other), .notBelow(let one, let other):
                    #expect(names.isSuperset(of: [one, other]))
                case .when(let name, let term, let needed):
                    let property = type.properties.first { $0.name == name }
                    #expect(names.isSuperset(of: needed) && property?.kind.terms?.contains(term) ?? false)
                }
            }
        }
    }

    @Test("one that asks nothing of its own lists its objects with what they say, without what is hidden")
    func listing() throws {
        var sample = SeenSample()
        let issuer = SeenSample.id("identity", 1)
        sample.add("entente-rule", 1, #","kind":"export-rule","issuer_ref":"\#(issuer)","strange":"x""#)
        sample.hidden = [issuer]
        let transfers = try #require(Workspaces.all.first { $0.name == "transfers" })
        let question = try #require(transfers.questions.first)
        let items = try question.run(WorkCall(sample.seen(), now: 0))["items"]?.elements
        let values = try #require(items?.first?["values"]?.members)
        #expect(values.map(\.name) == ["name", "kind"] && items?.first?["banner"]?.string == "TLP:GREEN")
        #expect(items?.first?["names"] == .object([]), "who is hidden has no name")
        sample.hidden = []
        sample.add("identity", 1)
        let open = try question.run(WorkCall(sample.seen(), now: 0))["items"]?.elements
        #expect(open?.first?["names"] == .object([JSONMember(issuer, .string("identity 1"))]))
    }
}
