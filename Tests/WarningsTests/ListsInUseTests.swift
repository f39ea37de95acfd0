import Configuration
import Correlation
import HostNames
import JSON
import NormalForms
import TestKit
import Testing

@testable import Warnings

@Suite("The warning lists of a node")
struct ListsInUseTests {
    private let forms = NormalForms(names: ICUHostNames())

    private func list(_ name: String, _ version: Int, _ entries: [String], type: String = "cidr") -> [UInt8] {
        JSONTree.members([
            "name": .string(name), "version": .integer(version), "type": .string(type), "list": .strings(entries),
        ]).bytes()
    }

    private func hits(_ lists: ListsInUse, _ text: String) throws -> [String] {
        guard let reading = lists.current() else { return [] }
        return reading.lists.hits(try #require(forms.recognised(text))).map {
            "\(reading.lists.lists[$0.list].name) \(reading.lists.lists[$0.list].version) \($0.relation.rawValue)"
        }
    }

    @Test("they are read again when a file comes, changes or goes, and not otherwise")
    func changes() throws {
        let place = TemporaryFolder()
        let folder = NodeFolder(place.path)
        let lists = ListsInUse(folder)
        #expect(lists.current() == nil)
        let file = folder.warningLists + "/private.json"
        try Files.makeFolders(above: file)
        #expect(lists.current() == nil)
        try Files.write(list("Private", 1, ["10.0.0.0/8"]), to: file)
        #expect(try hits(lists, "10.1.2.3") == ["Private 1 within"])
        // One in a folder below, as misp-warninglists has them.
        let other = folder.warningLists + "/more/list.json"
        try Files.makeFolders(above: other)
        try Files.write(list("Resolvers", 7, ["192.0.2.53"], type: "string"), to: other)
        #expect(try hits(lists, "192.0.2.53") == ["Resolvers 7 equal"])
        try Files.write(list("Private", 2, ["172.16.0.0/12", "10.0.0.0/8"]), to: file)
        #expect(try hits(lists, "172.20.0.1") == ["Private 2 within"])
        #expect(Files.remove(file) && Files.remove(other))
        #expect(lists.current() == nil)
    }

    @Test("a file that holds no list is named with what is wrong, and the others are asked")
    func broken() throws {
        let place = TemporaryFolder()
        let folder = NodeFolder(place.path)
        let good = folder.warningLists + "/good.json"
        try Files.makeFolders(above: good)
        try Files.write(list("Good", 1, ["10.0.0.0/8"]), to: good)
        for (name, text) in [("a", "{"), ("b", #"{"name":"x","version":1,"type":"other","list":[]}"#)] {
            try Files.write(Array(text.utf8), to: folder.warningLists + "/\(name).json")
        }
        let reading = try #require(ListsInUse(folder).current())
        #expect(reading.files.map { $0.problem != nil } == [true, true, false])
        #expect(reading.files[1].problem?.contains("`type`") == true)
        #expect(reading.lists.lists.map(\.name) == ["Good"] && reading.files[2].list == 0)
    }

    @Test("an expression that takes too much work is not met")
    func costly() throws {
        let place = TemporaryFolder()
        let folder = NodeFolder(place.path)
        let file = folder.warningLists + "/costly.json"
        try Files.makeFolders(above: file)
        try Files.write(list("Costly", 1, ["^(a+)+$", "bad"], type: "regex"), to: file)
        let lists = ListsInUse(folder)
        let name = String(repeating: "a", count: 50) + ".bad.example"
        #expect(try hits(lists, name) == ["Costly 1 regex"])
        #expect(try hits(lists, String(repeating: "a", count: 50) + ".good.example").isEmpty)
    }
}
