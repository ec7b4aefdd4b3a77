window.YTD.connected_application.part0 = [
  {
    "connectedApplication" : {
      "organization" : { "name" : "Quizmaker Ltd", "url" : "https://quiz.example" },
      "name" : "Quizmaker",
      "description" : "Quizzes for tutor time",
      "permissions" : [ "read", "write" ],
      "approvedAt" : "2020-09-12T15:01:00.000Z",
      "id" : "4411"
    }
  }
]
