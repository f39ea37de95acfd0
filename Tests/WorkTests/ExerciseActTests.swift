import JSON
import Testing

@testable import Work
@testable import WorkExercises

/// What acts of exercises write, over what a person may see.
@Suite("Acts of exercises")
struct ExerciseActTests {
    private static let (own, theirs, third) = (
        SeenSample.id("identity", 1), SeenSample.id("identity", 2), SeenSample.id("identity", 3)
    )
    private static let exercise = SeenSample.id("entente-exercise", 1)
    /// 2027-03-27T20:00:00Z, the evening before clocks change in Europe.
    private static let begins: Int64 = 1_806_177_600_000_000

    /// An exercise that the own party has opened and Japan has joined, with cells on both sides.
    private static func sample(started: Bool = false) -> SeenSample {
        var sample = SeenSample()
        sample.parties = SeenParties(
            own: own,
            partners: ["partner japan": theirs],
            names: [theirs: "Japan"],
            hash: { "digest of \($0.count): \($0.reduce(7) { ($0 &* 31 &+ Int($1)) & 0xffff_ffff })" }
        )
        sample.add("marking-definition", 1)
        let level = SeenSample.id("marking-definition", 1)
        sample.add(
            "entente-exercise",
            1,
            #","kind":"mixed","starts":"2027-03-27T20:00:00Z","ends":"2027-03-29T20:00:00Z","zone":"Europe/Brussels","#
                + #""object_marking_refs":["\#(level)"]"#
        )
        func act(_ number: Int, _ party: String, _ verb: String, _ more: String = "", from source: String? = nil) {
            sample.add(
                "entente-exercise-act",
                number,
                #","exercise_ref":"\#(exercise)","party_ref":"\#(party)","verb":"\#(verb)""#
                    + #","modified":"2027-03-0\#(number)T00:00:00Z"\#(more)"#
            )
            sample.sources[SeenSample.id("entente-exercise-act", number)] = source
        }
        act(1, own, "opened", #","party_refs":["\#(theirs)","\#(third)"]"#)
        act(2, theirs, "joined", from: "partner japan")
        if started { act(3, own, "started", #","acted_at":"2027-03-27T20:30:00Z""#) }
        for (number, cell) in [("white", own), ("bridge", theirs)].enumerated() {
            sample.add(
                "entente-exercise-cell",
                number,
                #","exercise_ref":"\#(exercise)","cell":"\#(cell.0)","kind":"audience","party_refs":["\#(cell.1)"]"#
            )
        }
        return sample
    }

    private static func inject(_ sample: inout SeenSample, _ number: Int, _ more: String) {
        sample.add(
            "entente-exercise-inject",
            number,
            #","exercise_ref":"\#(exercise)","number":"\#(number)","audience":["bridge"],"body":"Fire on board","#
                + more
        )
    }

    private static func run(_ name: String, _ body: String, _ sample: SeenSample, at minutes: Int64 = 60)
        throws -> [WorkWriting]
    {
        let act = try #require(Workspace.exercises.acts.first { $0.name == name })
        var number = 100
        let call = WorkActCall(sample.seen(), now: begins + minutes * 60_000_000, try JSONDocument(body).root) {
            number += 1
            return String(SeenSample.id("x", number).dropFirst(3))
        }
        return try act.run(call)
    }

    private static func sentence(_ name: String, _ body: String, _ sample: SeenSample, at minutes: Int64 = 60)
        -> String
    {
        do {
            _ = try run(name, body, sample, at: minutes)
            return ""
        } catch WorkFault.invalid(let sentence), WorkFault.conflict(let sentence) {
            return sentence
        } catch WorkFault.notFound {
            return "not found"
        } catch {
            return "\(error)"
        }
    }

    private static func value(_ writing: WorkWriting?, _ name: String) -> JSONTree? {
        writing?.members.first { $0.name == name }?.value
    }

    @Test("an inject goes to its audience once, as a message of which nothing leads back to it")
    func sending() throws {
        var sample = Self.sample(started: true)
        Self.inject(&sample, 7, #""state":"ready","played_by":"Coast guard","expected":"Assist""#)
        let id = SeenSample.id("entente-exercise-inject", 7)
        let written = try Self.run("send", #"{"inject":"\#(id)"}"#, sample)
        #expect(
            written.map { $0.id.prefix(20) } == [
                "entente-exercise-mes", "entente-exercise-inj", "marking-definition--",
            ]
        )
        let (message, mark) = (written[0], written[2])
        #expect(message.recipients == [Self.theirs] && written[1].recipients.isEmpty && mark.recipients.isEmpty)
        #expect(Self.value(message, "object_marking_refs")?.elements?.compactMap(\.string).last == mark.id)
        let said = String(decoding: JSONTree.object(message.members).bytes(), as: UTF8.self)
        #expect(said.contains("Fire on board") && said.contains("entente-exercise 1: Coast guard"))
        for hidden in [id, "Assist", "entente-exercise-inject 7", #""7""#] { #expect(!said.contains(hidden)) }
        let cells = Self.value(mark, "extensions").map { String(decoding: $0.bytes(), as: UTF8.self) } ?? ""
        #expect(cells.contains(#""cells":["bridge","observer","trusted","white"]"#))
        #expect(Self.value(written[1], "message_refs")?.elements?.first?.string == message.id)
        #expect(Self.value(message, "exercise_time")?.string == "2027-03-27T21:00:00.000Z")
    }

    @Test("what was sent is not sent again and not changed; nothing is sent before STARTEX or while NO PLAY holds")
    func notSending() {
        var sample = Self.sample()
        Self.inject(&sample, 7, #""state":"ready""#)
        Self.inject(&sample, 8, #""state":"sent""#)
        Self.inject(&sample, 9, #""state":"ready","depends_on":["7"]"#)
        func send(_ number: Int) -> String {
            Self.sentence("send", #"{"inject":"\#(SeenSample.id("entente-exercise-inject", number))"}"#, sample)
        }
        #expect(send(7) == "the exercise is planned: nothing is sent")
        let before = sample
        sample = Self.sample(started: true)
        sample.objects += before.objects.filter { $0.id.hasPrefix("entente-exercise-inject--") }
        #expect(send(7).isEmpty)
        #expect(send(8) == "it was sent already; only a correction can follow")
        #expect(send(9) == "what comes before it was not sent: 7")
        let change = #"{"exercise":"\#(Self.exercise)","number":"8","body":"Other words"}"#
        #expect(
            Self.sentence("inject", change, sample)
                == "the inject is not taken: it was sent; only a correction can follow"
        )
        func noPlay(_ number: Int, from source: String?, _ more: String = "") {
            sample.add(
                "entente-no-play",
                number,
                #","exercise_ref":"\#(Self.exercise)","party_ref":"\#(Self.theirs)","stops":"all","#
                    + #""raised_at":"2027-03-27T20:40:00Z"\#(more)"#
            )
            sample.sources[SeenSample.id("entente-no-play", number)] = source
        }
        // Said in Japan's name by somebody else, and lifted: neither stops anything.
        noPlay(1, from: nil)
        noPlay(2, from: "partner japan", #","lifted_at":"2027-03-27T20:41:00Z""#)
        #expect(send(7).isEmpty)
        noPlay(3, from: "partner japan")
        #expect(send(7) == "NO PLAY holds: nothing is sent before it is lifted")
        sample.hidden = [SeenSample.id("entente-exercise-inject", 7)]
        #expect(send(7) == "not found")
    }

    @Test("a storyline is put off by 90 minutes: its times keep their distances, what is on demand stays out")
    func postponing() throws {
        var sample = Self.sample(started: true)
        let exact = #""state":"ready","storyline":"fire","planned_at":"#
        Self.inject(&sample, 1, exact + #""2027-03-27T23:30:00Z","basis":"280030ALFA""#)
        Self.inject(&sample, 2, exact + #""2027-03-28T01:30:00Z""#)
        Self.inject(&sample, 3, #""state":"draft","storyline":"fire","from_start":7200,"basis":"H+2""#)
        Self.inject(&sample, 4, #""state":"ready","storyline":"fire""#)
        Self.inject(&sample, 5, #""state":"sent","storyline":"fire","planned_at":"2027-03-27T20:40:00Z""#)
        Self.inject(&sample, 6, #""state":"ready","storyline":"other","planned_at":"2027-03-27T22:00:00Z""#)
        let body = #"{"exercise":"\#(Self.exercise)","storyline":"fire","minutes":90}"#
        let moved = try Self.run("postpone", body, sample)
        #expect(moved.map(\.id) == (1...3).map { SeenSample.id("entente-exercise-inject", $0) })
        #expect(moved.allSatisfy { !$0.isNew && Self.value($0, "moved_by") == .number("5400") })
        #expect(
            moved.prefix(2).map { Self.value($0, "planned_at")?.string } == [
                "2027-03-28T01:00:00.000Z", "2027-03-28T03:00:00.000Z",
            ]
        )
        #expect(Self.value(moved[2], "from_start") == .number("12600"))
        #expect(moved.allSatisfy { Self.value($0, "basis") == nil })
        let back = #"{"exercise":"\#(Self.exercise)","numbers":["6"],"minutes":-70}"#
        #expect(Self.sentence("postpone", back, sample) == "one of them would come into the past")
    }

    @Test("a sheet that comes back changed in two cells makes two changes and doubles nothing")
    func rows() throws {
        var sample = Self.sample(started: true)
        let known = #""state":"ready","planned_at":"2027-03-27T23:30:00Z","basis":"D+0 H+3 M+30""#
        for number in 1...3 { Self.inject(&sample, number, known + #","moved_by":5400"#) }
        Self.inject(&sample, 4, #""state":"sent","planned_at":"2027-03-27T20:40:00Z""#)
        func row(_ number: Int, _ more: String = "") -> String {
            #"{"number":"\#(number)","name":"entente-exercise-inject \#(number)","audience":["bridge"]\#(more)}"#
        }
        // The sheet's time is the one before it was put off: it is written as it was, so it stays put off.
        let time = #","basis":"D+0 H+3 M+30","planned_at":"2027-03-27T22:00:00Z""#
        func plan(_ rows: [String]) throws -> JSONTree {
            let body = #"{"exercise":"\#(Self.exercise)","rows":[\#(rows.joined(separator: ","))]}"#
            let question = try #require(Workspace.exercises.questions.first { $0.name == "plan" })
            let now = Self.begins + 60 * 60_000_000
            return try #require(
                question.run(WorkCall(sample.seen(), now: now, body: try JSONDocument(body).root))["plan"]
            )
        }
        let same = try plan([row(1, time), row(2, time), row(3, time), row(4)])
        #expect(same["same"] == .number("4") && same["changed"] == .number("0") && same["new"] == .number("0"))
        let changed = try plan([
            row(1, time + #","body":"Other""#), row(2, #","basis":"H+4","planned_at":"2027-03-28T00:30:00Z""#),
            row(3, time), row(4, #","body":"Other""#), row(5, #","planned_at":"2027-03-27T20:45:00Z""#), row(6),
        ])
        let outcomes = changed["rows"]?.elements?.map { $0["outcome"]?.string ?? "" } ?? []
        #expect(outcomes == ["changed", "changed", "same", "refused", "refused", "new"])
        #expect(changed["rows"]?.elements?[1]["changes"]?.elements?.map(\.string) == ["basis", "planned_at"])
        #expect(
            changed["rows"]?.elements?[4]["reason"]?.string == "its time is past, and the exercise has begun"
        )
        let body =
            #"{"exercise":"\#(Self.exercise)","rows":[\#(row(1, time)),\#(row(2, #","basis":"H+4""#)),\#(row(6))]}"#
        let written = try Self.run("injects", body, sample)
        #expect(
            written.map { $0.id.prefix(20) } == [
                "entente-exercise-inj", "entente-exercise-inj", "marking-definition--",
            ]
        )
        #expect(Self.value(written[0], "moved_by") == .null)
        #expect(try plan([row(7), row(7)])["wrong"]?.string == "`rows` has 7 twice")
    }

    @Test("a serial stands once each party agreed to the same words from its own node; go is for whoever may call it")
    func serials() throws {
        var sample = Self.sample(started: true)
        let propose =
            #"{"exercise":"\#(Self.exercise)","number":"A1","name":"entente-exercise-serial 1","starts":"2027-03-28T08:00:00Z","#
            + #""ends":"2027-03-28T10:00:00Z","parties":["\#(Self.own)","\#(Self.theirs)"],"#
            + #""corners":[{"latitude":11.50,"longitude":45},{"latitude":12,"longitude":45},"#
            + #"{"latitude":12,"longitude":46}]}"#
        let written = try Self.run("serial", propose, sample)
        #expect(written.map { String($0.id.prefix(23)) } == ["entente-exercise-serial", "entente-exercise-serial"])
        func keep(_ writing: WorkWriting, as number: Int, from source: String? = nil, party: String? = nil) {
            let type = String(writing.id.dropLast(38))
            let members = writing.members.filter { $0.name != "name" && $0.name != "extensions" }.map { member in
                member.name == "party_ref" ? JSONMember("party_ref", .string(party ?? Self.own)) : member
            }
            let text = String(decoding: JSONTree.object(members).bytes().dropFirst().dropLast(), as: UTF8.self)
            sample.add(type, number, "," + text + #","modified":"2027-03-27T20:0\#(number):00Z""#)
            sample.sources[SeenSample.id(type, number)] = source
        }
        keep(written[0], as: 1)
        func programme() throws -> Programme.Row {
            let file = try #require(try ExerciseFile(Self.exercise, sample.seen()))
            return try #require(try Programme(file).rows.first)
        }
        #expect(try programme().state == .proposed)
        let digest = try programme().leading.digest
        #expect(Self.value(written[1], "digest")?.string == digest)
        // The own word counts once the other party has it.
        keep(written[1], as: 2)
        keep(written[1], as: 3, from: "partner japan", party: Self.theirs)
        #expect(try programme().state == .proposed)
        let (id, version) = (SeenSample.id("entente-exercise-serial-act", 2), "2027-03-27T20:02:00Z")
        sample.parties = SeenParties(
            own: Self.own,
            partners: ["partner japan": Self.theirs],
            names: [Self.theirs: "Japan"],
            hash: { "digest of \($0.count): \($0.reduce(7) { ($0 &* 31 &+ Int($1)) & 0xffff_ffff })" },
            given: { $0 == id ? [SeenParties.Sent(party: Self.theirs, version: version, moment: 1)] : [] }
        )
        #expect(try programme().state == .agreed)
        #expect(try programme().isAgreed)
        let call = #"{"exercise":"\#(Self.exercise)","number":"A1","verb":"#
        keep(try Self.run("call", call + #""go"}"#, sample)[0], as: 4)
        #expect(try programme().state == .go)
        // Japan neither proposed nor conducts it: its call says nothing. What is done is done.
        keep(
            try Self.run("call", call + #""no-go","reason":"Fog"}"#, sample)[0],
            as: 5,
            from: "partner japan",
            party: Self.theirs
        )
        #expect(try programme().state == .go)
        let done = #""done","began_at":"2027-03-28T08:20:00Z","ended_at":"2027-03-28T09:50:00Z","weather":"fair"}"#
        keep(try Self.run("call", call + done, sample)[0], as: 6)
        #expect(try programme().state == .done)
        #expect(
            Self.sentence("call", call + #""cancelled","reason":"Fog"}"#, sample) == "the serial is done already"
        )
        let file = try #require(try ExerciseFile(Self.exercise, sample.seen()))
        let after = try AfterAnswer.tree(file, WorkCall(sample.seen(), now: Self.begins))
        #expect(after["evidence"]?["minutes"] == .number("90"))
        #expect(
            after["evidence"]?["objects"]?.elements?.map(\.string) == [
                Self.exercise, SeenSample.id("entente-exercise-serial-act", 6),
            ]
        )
    }

    @Test("what is hidden is not there: no inject, no count, no storyline, nothing that is due")
    func wall() throws {
        var sample = Self.sample(started: true)
        Self.inject(&sample, 1, #""state":"ready","storyline":"fire","planned_at":"2027-03-27T20:40:00Z""#)
        Self.inject(&sample, 2, #""state":"ready","storyline":"flood","planned_at":"2027-03-28T20:40:00Z""#)
        func answers() throws -> (injects: JSONTree, live: JSONTree, dues: [Due]) {
            let now = Self.begins + 60 * 60_000_000
            func ask(_ name: String) throws -> JSONTree {
                let question = try #require(Workspace.exercises.questions.first { $0.name == name })
                let call = WorkCall(sample.seen(), now: now, ["exercise": Self.exercise])
                return try #require(try question.run(call)[name])
            }
            return (try ask("injects"), try ask("live"), try Workspace.exercises.dues(sample.seen(), now))
        }
        let white = try answers()
        #expect(
            white.injects["tally"]?["late"] == .number("1")
                && white.dues.map(\.title) == ["1: entente-exercise-inject 1"]
        )
        #expect(white.live["waiting"]?.elements?.count == 2 && white.injects["storylines"]?.elements?.count == 2)
        sample.hidden = [SeenSample.id("entente-exercise-inject", 1), SeenSample.id("entente-exercise-inject", 2)]
        let hidden = try answers()
        sample.hidden = []
        sample.objects.removeAll { $0.id.hasPrefix("entente-exercise-inject--") }
        let absent = try answers()
        #expect(hidden.injects == absent.injects && hidden.live == absent.live && hidden.dues.isEmpty)
        #expect(hidden.injects["tally"]?["all"] == .number("0"))
    }
}
