internal import Calls
internal import JSON
internal import STIX
public import Work

extension Workspace {
    /// Exercises at sea and at the table, planned and held together.
    public static let exercises = Workspace(
        "exercises",
        "Exercises at sea and at the table: planning, programme, injects behind a wall, conduct, and lessons.",
        types: [
            .exercise, .exerciseAct, .exerciseObjective, .exerciseConference, .exerciseCell, .exerciseUnit,
            .exerciseSerial, .exerciseSerialAct, .exercisePortCall, .exerciseClearance, .exerciseInject,
            .exerciseMessage, .exerciseResponse, .exerciseResult, .noPlay, .exerciseObservation, .exerciseLesson,
            .exerciseNote,
        ],
        questions: ExerciseQuestions.all,
        acts: LifeActs.all + SeaActs.all + InjectActs.all + LessonActs.all,
        dues: exerciseDues,
        entries: exerciseEntries
    )
}
