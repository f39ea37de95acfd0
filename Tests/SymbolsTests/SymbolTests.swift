import Testing

@testable import Symbols

@Suite struct SymbolTests {
    @Test func anExerciseAndTheSameThingInRealityAreTwoPictures() throws {
        let (played, real) = (try Symbol("10133000001202040000"), try Symbol("10033000001202040000"))
        #expect(played.context == .exercise && real.context == .reality)
        #expect(played.entity == "frigate" && real.entity == "frigate" && played.identityName == "friend")
        #expect(played.svg() != real.svg())
        #expect(played.svg().contains(">X</text>") && played.svg().contains(">EXERCISE</text>"))
        #expect(played.svg().contains("<title>EXERCISE: friend, frigate, sea surface</title>"))
        #expect(!real.svg().contains("EXERCISE") && !real.svg().contains(">X</text>"))
    }

    @Test func everyIdentityInEveryFrameAndContextIsAPictureOfItsOwn() throws {
        var seen: [String: String] = [:]
        for set in ["01", "05", "10", "15", "20", "27", "30", "35", "40", "60"] {
            for context in ["0", "1", "2"] {
                for identity in 0...6 {
                    let code = "10\(context)\(identity)\(set)00000000000000"
                    let svg = try Symbol(code).svg()
                    // Equipment on land and ships have one frame, told apart by their icons and their titles.
                    #expect(seen[svg] == nil, "\(code) is drawn as \(seen[svg] ?? "")")
                    seen[svg] = code
                    let word = ["0": nil, "1": "EXERCISE", "2": "SIMULATION"][context] ?? nil
                    #expect(svg.contains(">EXERCISE</text>") == (word == "EXERCISE"))
                    #expect(svg.contains(">SIMULATION</text>") == (word == "SIMULATION"))
                }
            }
        }
        #expect(seen.count == 210)
    }

    @Test(arguments: [
        // The letters of 2525C for each identity, in reality and in an exercise.
        ("SPSPCLFF-------", "10003000001202040000"), ("SUSPCLFF-------", "10013000001202040000"),
        ("SASPCLFF-------", "10023000001202040000"), ("SFSPCLFF-------", "10033000001202040000"),
        ("SNSPCLFF-------", "10043000001202040000"), ("SSSPCLFF-------", "10053000001202040000"),
        ("SHSPCLFF-------", "10063000001202040000"), ("SGSPCLFF-------", "10103000001202040000"),
        ("SWSPCLFF-------", "10113000001202040000"), ("SMSPCLFF-------", "10123000001202040000"),
        ("SDSPCLFF-------", "10133000001202040000"), ("SLSPCLFF-------", "10143000001202040000"),
        ("SJSPCLFF-------", "10153000001202040000"), ("SKSPCLFF-------", "10163000001202040000"),
        // Status, headquarters, echelon, mobility, places, dimensions.
        ("SFGAUCI----F---", "10031010161211000000"), ("SFGPUCI---AH---", "10031002181211000000"),
        ("SFGPEWM---MQ---", "10031500331110000000"), ("SHGXIBN---H----", "10062040001213090000"),
        ("SNAPCH---------", "10040100001202000000"), ("SFUPS-----NL---", "10033500621101000000"),
        ("SHUPWMM--------", "10063600001102000000"), ("SUPPS----------", "10010500001107000000"),
        ("SFS------------", "10033000000000000000"),
    ])
    func bothFormsSayTheSame(letters: String, digits: String) throws {
        let (first, second) = (try Symbol(letters), try Symbol(digits))
        #expect(first.digits == digits)
        let written = try #require(second.letters)
        // A status that is not said is present.
        #expect(written == (letters == "SFS------------" ? "SFSP-----------" : letters))
        #expect(first.context == second.context && first.identity == second.identity)
        #expect(first.entity == second.entity && first.svg() == second.svg())
    }

    @Test func everyEntityWithLettersGoesThereAndBack() throws {
        for entity in SymbolTable.entities {
            let digits = "1003\(entity.set)0000\(entity.code)0000"
            let symbol = try Symbol(digits)
            #expect(symbol.entity == entity.name && symbol.digits == digits)
            guard entity.letters != nil else {
                #expect(symbol.letters == nil)
                continue
            }
            let letters = try #require(symbol.letters)
            #expect(try Symbol(letters).digits == digits, "\(letters)")
        }
    }

    @Test func theTableHasEachCodeAndEachFunctionOnce() {
        let entities = SymbolTable.entities
        #expect(Set(entities.map { $0.set + $0.code }).count == entities.count)
        let letters = entities.compactMap(\.letters)
        #expect(Set(letters).count == letters.count && letters.allSatisfy { $0.count == 7 })
        #expect(entities.count { $0.icon != nil } >= 150)
    }

    @Test(arguments: [
        ("10133000001202990000", "surface combatant, line (120299)", SymbolFinding.Code.entityUnknown),
        ("10033000009999990000", "30 999999", .entityUnknown), ("10032500001101000000", "25 110100", .setNotDrawn),
        ("10033000001209000000", "jet ski", .iconNotDrawn), ("10033000001202042500", "frigate", .modifierNotDrawn),
        ("10033900001202040000", "39 120204", .setNotDrawn), ("10033009001202040000", "frigate", .amplifierUnknown),
        ("10333000001202040000", "frigate", .restriction),
    ])
    func whatIsNotDrawnIsToldInWords(code: String, entity: String, finding: SymbolFinding.Code) throws {
        let symbol = try Symbol(code)
        #expect(symbol.entity == entity)
        #expect(symbol.findings.contains { $0.code == finding }, "\(symbol.findings)")
        let words = entity.split(separator: " ").last.map(String.init) ?? ""
        if finding == .entityUnknown || finding == .iconNotDrawn { #expect(symbol.svg().contains(words)) }
    }

    @Test func whatOneFormCannotSayIsNotSaidByIt() throws {
        #expect(try Symbol("10233000001202040000").letters == nil, "2525C has no simulation")
        #expect(try Symbol("10033000001202050000").letters == nil, "2525C has no corvette of its own")
        #expect(try Symbol("10033000001202040300").letters == nil, "2525C has no modifiers in the frame")
        #expect(try Symbol("SFSPCLFF----JP-").digits == nil, "2525D has no country in 20 digits")
        #expect(try Symbol("SFSPCLFFZZ-----").digits == nil)
        #expect(try Symbol("SFSPCLFFZZ-----").entity == "frigate (SCLFFZZ)")
        let long = try Symbol("130330000012020400000000000392")
        #expect(long.digits == nil && long.letters == nil && long.entity == "frigate")
        #expect(try Symbol("130330000012020400000000000000").digits == "10033000001202040000")
    }

    @Test(arguments: [
        "", "1", "1013300000120204000", "101330000012020400000", "1013300000120204000x", "10933000001202040000",
        "10173000001202040000", "XFSPCLFF-------", "SXSPCLFF-------", "SFSPCLFF------", "SFSPCLFF------é",
        "１０１３３０００００１２０２０４００００",
    ])
    func whatIsNoCodeIsRefused(code: String) {
        #expect(throws: SymbolFault.self) { try Symbol(code) }
    }

    @Test func jokersAndFakersHaveTheirLetters() throws {
        let (joker, faker) = (try Symbol("SJAPMFF--------"), try Symbol("SKAPMFF--------"))
        #expect(joker.identityName == "joker" && joker.context == .exercise && joker.svg().contains(">J</text>"))
        #expect(faker.identityName == "faker" && faker.context == .exercise && faker.svg().contains(">K</text>"))
        #expect(joker.svg().contains(">EXERCISE</text>") && faker.svg().contains(">EXERCISE</text>"))
        #expect(try Symbol("10050100001101040000").identityName == "suspect")
    }

    @Test func textsAroundAFrameAreContentAndNothingElse() throws {
        var amplifiers = SymbolAmplifiers()
        amplifiers.designation = "</text><script>alert(1)</script>&\"'\u{0}\u{FFFE}"
        amplifiers.higherFormation = String(repeating: "艦", count: 100)
        amplifiers.direction = .infinity
        let svg = try Symbol("10133000001202040000").svg(amplifiers)
        #expect(!svg.contains("<script") && svg.contains("&lt;/text&gt;&lt;script&gt;"))
        #expect(svg.contains(String(repeating: "艦", count: 39) + "…") && !svg.contains("rotate"))
        #expect(!svg.contains("\u{0}") && !svg.contains("\u{FFFE}"))
        #expect(svg == (try Symbol("10133000001202040000").svg(amplifiers)))
        for word in ["style", "href", "url(", "<!", "on"] where word != "on" { #expect(!svg.contains(word)) }
    }

    @Test(arguments: [
        ("a-f-S-C-L-F-F", false, "SFSPCLFF-------"), ("a-f-S-C-L-F-F", true, "SDSPCLFF-------"),
        ("a-h-A-M-F-F", false, "SHAPMFF--------"), ("a-k-A-M-F-F", false, "SKAPMFF--------"),
        ("a-h-A-M-F-F", true, "SKAPMFF--------"), ("a-n-G-I-B-N", false, "SNGPIBN---H----"),
        ("a-u-S", false, "SUSP-----------"),
    ])
    func typesOfCursorOnTargetAreSymbols(target: String, isExercise: Bool, letters: String) {
        #expect(Symbol.letters(target: target, isExercise: isExercise) == letters)
    }

    @Test(arguments: [
        "", "a", "a-f", "b-m-p-s-m", "a-o-S-C", "a-d-S-C", "a-f-S-c", "a-f-SS-C", "a-f-S-C-L-F-F-A-A-A", "a-F-S-C",
        "a-f--C",
    ])
    func otherTypesAreNone(target: String) {
        #expect(Symbol.letters(target: target, isExercise: false) == nil)
    }

    @Test func aSymbolHasItsType() throws {
        #expect(try Symbol("10133000001202040000").target == "a-f-S-C-L-F-F")
        #expect(try Symbol("SKAPMFF--------").target == "a-k-A-M-F-F")
        #expect(try Symbol("10062000001213090000").target == "a-h-G-I-B-N")
        #expect(try Symbol("10233000001202040000").target == nil)
    }
}
