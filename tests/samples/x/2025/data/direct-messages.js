window.YTD.direct_messages.part0 = [
  {
    "dmConversation" : {
      "conversationId" : "777-900100",
      "messages" : [
        {
          "messageCreate" : {
            "recipientId" : "777",
            "reactions" : [ { "senderId" : "777", "reactionKey" : "like", "eventId" : "3", "createdAt" : "2023-03-01T20:11:00.000Z" } ],
            "urls" : [ { "url" : "https://t.co/eeeeeeeeee", "expanded" : "https://www.example.org/cover", "display" : "example.org/cover" } ],
            "text" : "cover list again https://t.co/eeeeeeeeee",
            "mediaUrls" : [ ],
            "senderId" : "900100",
            "id" : "1630000000000000002",
            "createdAt" : "2023-03-01T20:10:00.000Z",
            "editHistory" : [ ]
          }
        },
        {
          "messageCreate" : {
            "recipientId" : "900100",
            "reactions" : [ ],
            "urls" : [ ],
            "text" : "Are you free period 3?",
            "mediaUrls" : [ "https://ton.twitter.com/dm/1630000000000000001/1629/AbC.jpg" ],
            "senderId" : "777",
            "id" : "1630000000000000001",
            "createdAt" : "2023-03-01T20:09:30.000Z",
            "editHistory" : [ ]
          }
        }
      ]
    }
  }
]
