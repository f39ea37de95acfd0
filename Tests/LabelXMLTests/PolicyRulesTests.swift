import LabelXML
import Labels
import Testing

@Suite("Rules of a policy")
struct PolicyRulesTests {
    @Test("find all that is wrong with a label, with lines")
    func check() throws {
        let policy = try LabelFiles.policy("harbour")
        let reading = try LabelXML.readLabel(LabelFiles.bytes("wrong.xml"), policies: [policy])
        let label = try #require(reading.value).label
        let findings = (reading.findings + policy.check(label) + label.missingTimes).map {
            "\(reading.line(of: $0.place) ?? 0) \($0.severity.rawValue) \($0.code)"
        }
        #expect(
            Set(findings) == [
                "6 error class-excluded", "7 error class-required", "7 error category-excluded",
                "8 warning category-obsolete", "9 error category-unknown", "14 error too-many-values",
                "18 error single-selection", "20 error category-type-wrong", "23 error tag-set-unknown",
                "26 error category-type-wrong", "29 error tag-name-missing", "30 error value-kind-wrong",
                "29 warning category-empty", "29 error tag-set-unknown", "33 error time-wrong",
                "1 warning review-missing",
            ]
        )
    }

    @Test(
        "need what goes with a level and a category",
        arguments: [
            ("BRIDGE", [:], ["required-category-missing"]),
            ("BRIDGE", ["Release": ["XAA"]], []),
            ("BRIDGE", ["Release": ["XAA"], "Cargo": ["AMMO"]], ["required-category-missing"]),
            ("BRIDGE", ["Release": ["XAA"], "Cargo": ["AMMO", "ARMS"]], []),
            ("BRIDGE", ["Release": ["XCC"], "Cargo": ["AMMO", "ARMS"]], ["category-excluded"]),
            ("PORT", ["Cargo": ["ARMS"]], []),
            ("", [:], ["classification-missing"]),
        ] as [(String, [String: [String]], [String])]
    )
    func requirements(level: String, categories: [String: [String]], codes: [String]) throws {
        let policy = try LabelFiles.policy("harbour")
        #expect(policy.check(LabelFiles.label(level, categories)).map(\.code) == codes)
    }

    @Test("decide by level, all restrictive values and one permissive value of each tag")
    func access() throws {
        let policy = try LabelFiles.policy("harbour")
        let clearances = try ["captain.xml", "deckhand.xml"].map {
            try #require(try LabelXML.readClearance(LabelFiles.bytes($0), policies: [policy]).value)
        }
        func reasons(_ index: Int, _ label: Label) -> [String] {
            guard case .denied(let reasons) = policy.allows(clearances[index], label) else { return [] }
            return reasons.map(\.code)
        }
        let port = try LabelFiles.read("port.xml")
        let fuel = try LabelFiles.read("fuel.xml")
        #expect(reasons(0, port) == [])
        #expect(reasons(1, port) == ["restrictive-value-missing", "permissive-value-missing"])
        #expect(reasons(0, fuel) == ["permissive-value-missing"])
        #expect(reasons(0, LabelFiles.label("BRIDGE")) == ["classification-not-cleared"])
        #expect(reasons(0, LabelFiles.label("PORT", ["Cargo": ["SAND"]])) == ["category-unknown"])
        #expect(reasons(0, Label(policy: "COAST", classification: "CALM")) == ["policy-mismatch"])
        #expect(reasons(0, LabelFiles.label("OPEN", ["Note": ["DRILL"]])) == [])
        var forged = clearances[0]
        forged.categories = forged.categories.map {
            LabelCategory(tag: $0.tag, uri: "urn:oid:2.25.9", kind: $0.kind, values: $0.values)
        }
        #expect(policy.allows(forged, port) != .permitted)
        let coast = Clearance(policy: "COAST", classifications: ["OPEN"])
        #expect(policy.allows(coast, LabelFiles.label("OPEN")) != .permitted)
    }

    @Test("never let more through than before when a restrictive value is added or a permissive one is taken away")
    func monotony() throws {
        let policy = try LabelFiles.policy("harbour")
        let values = ["XAA", "XBB", "XCC"]
        for held in 0..<8 {
            let clearance = Clearance(
                policy: "HARBOUR",
                classifications: ["PORT"],
                categories: [
                    LabelCategory(tag: "Cargo", kind: .restrictive, values: held & 1 == 1 ? ["FUEL"] : []),
                    LabelCategory(
                        tag: "Release",
                        kind: .permissive,
                        values: values.enumerated().filter { held >> $0.offset & 1 == 1 }.map(\.element)
                    ),
                ]
            )
            for given in 1..<8 {
                let release = values.enumerated().filter { given >> $0.offset & 1 == 1 }.map(\.element)
                let open = policy.allows(clearance, LabelFiles.label("PORT", ["Release": release]))
                #expect((open == .permitted) == (held & given != 0), "held \(held), given \(given)")
                let closed = LabelFiles.label("PORT", ["Release": release, "Cargo": ["FUEL"]])
                if policy.allows(clearance, closed) == .permitted { #expect(open == .permitted) }
            }
        }
    }

    @Test("are not taken from a policy that contradicts itself")
    func problems() throws {
        var policy = try LabelFiles.policy("harbour")
        #expect(policy.problems.isEmpty)
        policy.classifications.append(PolicyClassification(name: "OPEN", lacv: "9", hierarchy: 9))
        policy.tagSets[0].tags[0].categories[1].excludedClasses = ["OPEN", "OPEN", "DEEP"]
        policy.equivalentPolicies = []
        let codes = Set(policy.problems.map(\.code))
        #expect(codes == ["policy-duplicate", "policy-reference"])
    }
}
