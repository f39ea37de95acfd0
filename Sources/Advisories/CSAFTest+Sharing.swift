/// With whom a document may be shared (6.1.38 to 6.1.41).
extension CSAFTest {
    private static let everybody = "ffffffff-ffff-ffff-ffff-ffffffffffff"
    private static let nobody = "00000000-0000-0000-0000-000000000000"
    private static let path = "/document/distribution/sharing_group"

    static let sharing: [CSAFTest] = [
        CSAFTest("6.1.38", new) { document, say in
            guard let group = document.sharingGroup, group.id == everybody, document.tlpLabel != "CLEAR" else {
                return
            }
            say(path + "/id", "the group of everybody has what is TLP:CLEAR alone")
        },
        CSAFTest("6.1.39", new) { document, say in
            guard document.status != "draft", let group = document.sharingGroup, document.tlpLabel == "CLEAR",
                group.id != everybody
            else { return }
            say(path + "/id", "what is TLP:CLEAR is for everybody, and not for a group")
        },
        CSAFTest("6.1.40", new) { document, say in
            guard let group = document.sharingGroup else { return }
            if group.name == "Public", group.id != everybody { say(path + "/name", "this group is not everybody") }
            if group.name == "No sharing allowed", group.id != nobody {
                say(path + "/name", "this group is not the one that nobody is in")
            }
        },
        CSAFTest("6.1.41", new) { document, say in
            guard let group = document.sharingGroup else { return }
            if group.id == everybody, group.name != "Public" {
                say(path + "/name", "the group of everybody is called `Public`")
            }
            if group.id == nobody, group.name != "No sharing allowed" {
                say(path + "/name", "the group that nobody is in is called `No sharing allowed`")
            }
        },
    ]
}
