import Geometry
import JSON
import Notices

/// `entente exercise notice`: notices to mariners and airmen.
enum ExerciseNotice {
    static let verb = Verb(
        name: "exercise notice",
        summary: "read, draft and check notices to mariners and airmen",
        synopsis: "FILE [--to FORM] [--on TIME]\n       entente exercise notice --batch [--to FORM] [--on TIME]",
        description: """
            FILE is the text of a NAVAREA or coastal warning (IHO S-53) or of a NOTAM (PANS-AIM, appendix 3), or a draft
            of one in JSON; `-` is standard input. Prints one JSON object: `text`, `area` (GeoJSON), `from`, `until`,
            `daily` (each period), `findings`, and what else it says.

            A draft is `{"area", "from", "until", "kind", "daily", …}`. It bears the mark of an exercise unless
            `"exercise": false` says that it is meant. Drafts are for the national coordinator: nothing is sent. With
            --batch, each case is a draft or `{"text", "to"}`; a case that cannot be read has an `error`.

            Exit status: 0 no finding is an error; 1 some are (--batch: or a case could not be read); 2 it could not
            be read.
            """,
        options: [
            .value("to", "FORM", "write it as navarea, coastal or notam"),
            .value("on", "TIME", "check that it has not ended at this time, such as 2027-03-01T00:00:00Z"),
            LogTools.batch,
        ],
        examples: [
            "entente exercise notice warning.txt",
            "entente exercise notice area.json --to notam --on 2027-03-01T00:00:00Z",
        ],
        run: run
    )

    @Sendable
    private static func run(_ arguments: Arguments) throws(CommandFailure) -> ExitStatus {
        var form: NoticeForm?
        if let word = arguments.value("to") {
            form = NoticeForm(rawValue: word)
            guard form != nil else {
                throw CommandFailure("`\(word)` is no form", help: "the forms are navarea, coastal, notam")
            }
        }
        var now: UTCMinute?
        if let text = arguments.value("on") {
            now = UTCMinute.read(text)?.minute ?? UTCMinute.read("\(text)T00:00:00Z")?.minute
            guard now != nil else { throw CommandFailure("`\(text)` is no time such as 2027-03-01T00:00:00Z") }
        }
        if arguments.has("batch") {
            guard arguments.operands.isEmpty else { throw CommandFailure("`--batch` takes no file") }
            return try batch(form, now)
        }
        guard arguments.operands.count == 1, let path = arguments.operands.last else {
            throw CommandFailure("exactly one file is needed")
        }
        let bytes = try Input(path: path).all(limit: NoticeLimits().bytes)
        do throws(NoticeFault) {
            let answer = try NoticeAnswer(bytes, to: form, now: now, measures: Areas())
            NodeAccess.print(answer.tree)
            return answer.hasErrors ? .no : .yes
        } catch {
            throw CommandFailure("`\(path)`: \(error)")
        }
    }

    private static func batch(_ form: NoticeForm?, _ now: UTCMinute?) throws(CommandFailure) -> ExitStatus {
        var lines = InputLines(try Input(path: "-"))
        var status = ExitStatus.yes
        while let line = try lines.next() {
            do {
                guard line.count <= 2 * NoticeLimits().bytes else { throw CommandFailure("the case is too long") }
                let value = try JSONDocument(parsing: line).root
                let answer = try NoticeAnswer(judging: value, to: form, now: now, measures: Areas())
                if answer.hasErrors { status = .no }
                NodeAccess.print(answer.tree)
            } catch {
                status = .no
                NodeAccess.print(.members(["error": .string("\(error)")]))
            }
        }
        return status
    }
}
