import Holdings
import Installation
import JSON
import Labels
import Releasing
import Store
import TestKit
import Testing

/// What a node remembers of markings is what is there, whatever was done to them.
@Suite("The memory of markings", .serialized)
struct MarkingMemoryTests {
    private static let (first, second, other) = (
        DeskWorld.id("marking-definition", 0xD1), DeskWorld.id("marking-definition", 0xD2),
        DeskWorld.id("marking-definition", 0xD3)
    )

    private static func exercise(_ id: String) -> JSONTree {
        .members([
            "type": "marking-definition", "spec_version": "2.1", "id": .string(id),
            "created": "2026-01-01T00:00:00.000Z",
            "extensions": ExerciseMarking(exercise: DeskWorld.id("entente-exercise", 1), name: "LOTUS 27", cells: nil)
                .extensions,
        ])
    }

    private static func statement(_ id: String) -> JSONTree {
        .members([
            "type": "marking-definition", "spec_version": "2.1", "id": .string(id),
            "created": "2026-01-01T00:00:00.000Z", "definition_type": "statement",
            "definition": .members(["statement": "Handle with care"]),
        ])
    }

    /// What the node remembers now, after it was held against what is read afresh.
    private static func remembered(_ world: DeskWorld) throws -> [String: MarkingMeaning] {
        try world.node.reading { [node = world.node] connection throws(StoreError) in
            let (old, fresh) = (try node.markings.meanings(connection), try MarkingMemory().meanings(connection))
            #expect(old == fresh)
            return old
        }
    }

    @Test("follows definitions that come, from whomever, and that are erased")
    func definitions() throws {
        let world = try DeskWorld()
        #expect(try Self.remembered(world)[Self.first] == nil)
        try world.keep(Self.exercise(Self.first))
        #expect(try Self.remembered(world)[Self.first] != nil)
        try world.keep(Self.exercise(Self.second), from: "japan")
        #expect(try Self.remembered(world)[Self.second] != nil)
        try world.node.change { connection throws(StoreError) in
            let versions = try ErasureRows(connection).versions(of: Self.first, kind: "own", name: "")
            #expect(versions.count == 1)
            try ErasureRows(connection).erase(versions, now: 1)
        }
        #expect(try Self.remembered(world)[Self.first] == nil)
        #expect(try Self.remembered(world)[Self.second] != nil)
    }

    @Test("follows what a security officer says that a definition means, and takes back")
    func explanations() throws {
        let world = try DeskWorld()
        try world.keep(Self.statement(Self.other), from: "japan")
        #expect(try Self.remembered(world)[Self.other] == nil)
        let digest = try world.node.reading { connection throws(StoreError) in
            try MarkingRows(connection).definitions(of: Self.other).first?.digest ?? []
        }
        let hexadecimal = digest.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
        try world.record(
            MarkingExplanation.kind,
            Self.other,
            #"{"marking":"\#(Self.other)","meaning":"informs","definition":"\#(hexadecimal)"}"#
        )
        #expect(try Self.remembered(world)[Self.other] != nil)
        try world.node.change { connection throws(StoreError) in
            let row = try RecordRows(connection).all(MarkingExplanation.kind, name: Self.other).first?.row
            #expect(try RecordRows(connection).close(row ?? 0, now: 2))
        }
        #expect(try Self.remembered(world)[Self.other] == nil)
    }

    @Test("holds nothing of a transaction that was undone, and nothing of it stands for what comes later")
    func undone() throws {
        let world = try DeskWorld()
        for id in [Self.first, Self.second] {
            let incoming = try world.node.intake.object(JSONDocument(parsing: Self.exercise(id).bytes()).root)
            #expect(throws: (any Error).self) {
                try world.node.change { [node = world.node] connection throws(StoreError) in
                    _ = try node.keep([incoming], source: 1, rule: .standard, now: 1, connection)
                    // Whoever looks within it sees it.
                    #expect(try node.markings.meanings(connection)[id] != nil)
                    throw StoreError(.other, "undone")
                }
            }
            #expect(try Self.remembered(world)[id] == nil)
        }
        try world.keep(Self.exercise(Self.other))
        let now = try Self.remembered(world)
        #expect(now[Self.other] != nil && now[Self.first] == nil && now[Self.second] == nil)
    }
}
