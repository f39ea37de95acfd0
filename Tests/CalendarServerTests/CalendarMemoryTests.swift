import Testing

@testable import CalendarServer

@Suite("What devices were told of calendars")
struct CalendarMemoryTests {
    private func marks(_ count: Int) -> [String: String] {
        Dictionary(uniqueKeysWithValues: (0..<count).map { ("e\($0)", "m") })
    }

    @Test("the last lists of a device are known, each by its token, and those of no other device")
    func lists() {
        var memory = CalendarMemory()
        for number in 0..<12 { memory.remember(["e": "\(number)"], "t\(number)", for: [1]) }
        #expect(memory.marks("t11", of: [1]) == ["e": "11"] && memory.marks("t4", of: [1]) == ["e": "4"])
        #expect(memory.marks("t3", of: [1]) == nil && memory.marks("t11", of: [2]) == nil)
        #expect(memory.count == CalendarMemory.lists)
        memory.remember(["e": "11"], "t11", for: [1])
        #expect(memory.count == CalendarMemory.lists)
    }

    @Test("what was given last is known by its digest")
    func given() {
        var memory = CalendarMemory()
        memory.gave("a", to: [1])
        memory.gave("b", to: [1])
        #expect(memory.lastGiven(to: [1]) == "b" && memory.lastGiven(to: [2]) == nil)
    }

    @Test("never more marks than the limit, whoever asks; what does not fit takes the rest away")
    func bound() {
        var memory = CalendarMemory()
        let many = marks(20_000)
        for device in 0..<80 {
            memory.remember(many, "t", for: [UInt8(device)])
            #expect(memory.count <= CalendarMemory.marks)
            #expect(memory.marks("t", of: [UInt8(device)])?.count == 20_000)
        }
        #expect(memory.marks("t", of: [0]) == nil)
    }
}
