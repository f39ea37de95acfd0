import Configuration
import Exchange
internal import Holdings
import Installation
import JSON
import Labels
import Node
import Release
import Releasing
import Store
import TestKit
import Testing

/// Two nodes over real sockets, as their operators would set them up.
@Suite("Nodes", .serialized)
struct NodesTests {
    /// A running node.
    final class Running {
        let node: Node
        var server: NodeServer?

        init(_ name: String, _ folder: TemporaryFolder, clock: TestClock? = nil, faults: Faults? = nil) throws {
            var configuration = NodeConfiguration()
            configuration.name = name
            configuration.pullSeconds = 3_600
            let files = NodeFolder(folder.path + "/" + name)
            try files.setUp(configuration)
            var now = SystemClock.now
            if let clock { now = { clock.now } }
            node = try Node(folder: files, faults: faults, clock: now)
            try node.makeToolsRoot()
        }

        func serve() throws { server = try NodeServer(node: node, log: .none) }

        func keep(_ objects: [JSONTree], _ folder: TemporaryFolder) throws -> ImportReport {
            let path = folder.path + "/bundle.json"
            try TestFiles.write(Samples.bundle(objects).bytes(), to: path)
            return try node.importFile(path)
        }

        func holdings(from partner: String) throws -> [String] {
            try node.reading { connection throws(StoreError) in
                try connection.all(
                    "SELECT o.bytes FROM object o JOIN source s ON s.row=o.source WHERE s.kind='partner' AND s.name=?",
                    [.text(partner)]
                ) { $0.text(0) }
            }
        }

        deinit {
            server?.stop()
            node.close()
        }
    }

    /// Two nodes that know each other; the second one's store can fail.
    static func pair(
        _ folder: TemporaryFolder,
        clock: TestClock? = nil,
        faults: Faults? = nil
    ) throws -> (Running, Running) {
        let eu = try Running("eu", folder, clock: clock)
        let japan = try Running("japan", folder, clock: clock, faults: faults)
        try eu.serve()
        try japan.serve()
        for (inviter, invited) in [(eu, japan), (japan, eu)] {
            let address = try #require(inviter.server?.address)
            let invitation = try inviter.node.invite(invited.node.configuration.name, address: address)
            let read = try invited.node.accept(invitation.file(signedBy: inviter.node.signingKey)).invitation
            try invited.node.confirm(inviter.node.configuration.name, fingerprint: read.fingerprint)
        }
        return (eu, japan)
    }

    @Test("what TLP allows arrives byte for byte, and nothing of the rest does")
    func releaseAndPull() throws {
        let folder = TemporaryFolder()
        let (eu, japan) = try Self.pair(folder)
        let objects = [
            Samples.campaign(1, name: "open", markings: [TLPLevel.clear.markingDefinition]),
            Samples.campaign(2, name: "community", markings: [TLPLevel.green.markingDefinition]),
            Samples.campaign(3, name: "CANARY-amber", markings: [TLPLevel.amber.markingDefinition]),
            Samples.campaign(4, name: "CANARY-strict", markings: [TLPLevel.amberStrict.markingDefinition]),
            Samples.campaign(5, name: "CANARY-red", markings: [TLPLevel.red.markingDefinition]),
            Samples.campaign(6, name: "CANARY-unmarked"),
            Samples.campaign(7, name: "CANARY-unknown", markings: ["marking-definition--" + Samples.uuid(99)]),
        ]
        let report = try eu.keep(objects, folder)
        #expect(report.added == 7)
        #expect(report.quarantined == 1)
        let order = ReleaseOrder(parties: ["japan"], ids: nil, named: [], officer: "an officer")
        #expect(try eu.node.release(order).filter(\.isNew).count == 2)
        _ = try japan.node.pull(from: "eu")
        let held = try japan.holdings(from: "eu")
        let wanted = try objects.prefix(2).map { object in
            String(decoding: try JSONDocument(parsing: object.bytes()).root.canonicalBytes(), as: UTF8.self)
        }
        #expect(Set(held) == Set(wanted))
        #expect(!held.joined().contains("CANARY"))
        // Naming the party in the act lets AMBER go, and nothing above it.
        let named = ReleaseOrder(parties: ["japan"], ids: nil, named: ["japan"], officer: "an officer")
        #expect(try eu.node.release(named).filter(\.isNew).count == 1)
        _ = try japan.node.pull(from: "eu")
        #expect(try japan.holdings(from: "eu").filter { $0.contains("CANARY") }.count == 1)
    }

    @Test("an object is not sent back to the partner that it came from")
    func thirdParty() throws {
        let folder = TemporaryFolder()
        let (eu, japan) = try Self.pair(folder)
        let object = Samples.campaign(1, markings: [TLPLevel.clear.markingDefinition])
        _ = try eu.keep([object], folder)
        _ = try eu.node.release(ReleaseOrder(parties: ["japan"], ids: nil, named: [], officer: "o"))
        _ = try japan.node.pull(from: "eu")
        let id = "campaign--" + Samples.uuid(1)
        let back = ReleaseOrder(parties: ["eu"], ids: [id], named: ["eu"], officer: "o")
        let results = try japan.node.release(back)
        #expect(results.map(\.isNew) == [false])
        #expect(results.first?.decision.grounds.contains { $0.code == .originIsRecipient } == true)
    }

    @Test("a link that is not confirmed carries nothing")
    func unconfirmed() throws {
        let folder = TemporaryFolder()
        let (eu, japan) = (try Running("eu", folder), try Running("japan", folder))
        try eu.serve()
        let address = try #require(eu.server?.address)
        let invitation = try eu.node.invite("japan", address: address)
        _ = try japan.node.accept(invitation.file(signedBy: eu.node.signingKey))
        #expect(throws: NodeError.self) { try japan.node.pull(from: "eu") }
        try japan.node.confirm("eu", fingerprint: invitation.fingerprint)
        // Confirmed on one side only: the other side still does not know the caller.
        let error = #expect(throws: NodeError.self) { try japan.node.pull(from: "eu") }
        #expect(error?.description.contains("401") ?? false)
    }

    @Test("an invitation that was changed, or is for somebody else, is refused")
    func tampered() throws {
        let folder = TemporaryFolder()
        let (eu, japan) = (try Running("eu", folder), try Running("japan", folder))
        let file = try eu.node.invite("japan", address: "https://127.0.0.1:1").file(signedBy: eu.node.signingKey)
        let text = String(decoding: file, as: UTF8.self)
        let moved = text.split(separator: "127.0.0.1", omittingEmptySubsequences: false).joined(
            separator: "127.0.0.2"
        )
        #expect(throws: NodeError.self) { try japan.node.accept(Array(moved.utf8)) }
        #expect(throws: NodeError.self) { try eu.node.accept(file) }
        #expect(throws: NodeError.self) { try japan.node.accept(Array("{}".utf8)) }
        let read = try japan.node.accept(file).invitation
        #expect(throws: NodeError.self) { try japan.node.confirm("eu", fingerprint: "0000 0000") }
        #expect(read.from == "eu")
    }

    @Test("what is not valid is refused with its place, the rest of the file is taken")
    func partialImport() throws {
        let folder = TemporaryFolder()
        let eu = try Running("eu", folder)
        var broken = Samples.campaign(2)
        broken["name"] = .integer(5)
        let report = try eu.keep([Samples.campaign(1), broken, Samples.campaign(1, name: "other")], folder)
        #expect(report.total == 3)
        #expect(report.added == 1)
        #expect(report.refused.count == 2)
        #expect(report.refused.listed.first?.message.contains("name") ?? false)
        let again = try eu.keep([Samples.campaign(1)], folder)
        #expect(again.known == 1)
    }

    @Test("a setting that is unknown or out of range is named with its line")
    func configuration() throws {
        for text in [
            "{\"name\":\"a\",\n\"colour\":1}", "{\"name\":\"a\",\n\"threads\":0}", "{\"name\":\"A B\"}", "[]",
        ] {
            let error = #expect(throws: NodeConfiguration.Failure.self) {
                try NodeConfiguration(JSONDocument(text).root)
            }
            #expect(!(error?.description.isEmpty ?? true))
        }
        let defaults = try JSONDocument(parsing: NodeConfiguration().json.bytes())
        #expect(try NodeConfiguration(defaults.root).json == NodeConfiguration().json)
    }
}
