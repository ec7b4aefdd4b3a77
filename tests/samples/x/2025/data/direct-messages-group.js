window.YTD.direct_messages_group.part0 = [
  {
    "dmConversation" : {
      "conversationId" : "1640000000000000000",
      "messages" : [
        {
          "messageCreate" : {
            "reactions" : [ ],
            "urls" : [ ],
            "text" : "who is on gate duty",
            "mediaUrls" : [ ],
            "senderId" : "888",
            "id" : "1640000000000000003",
            "createdAt" : "2023-03-28T06:50:00.000Z"
          }
        },
        {
          "conversationNameUpdate" : {
            "initiatingUserId" : "900100",
            "name" : "Maths corridor",
            "createdAt" : "2023-03-28T06:40:00.000Z"
          }
        },
        {
          "messageCreate" : {
            "reactions" : [ ],
            "urls" : [ ],
            "text" : "morning all",
            "mediaUrls" : [ ],
            "senderId" : "900100",
            "id" : "1640000000000000002",
            "createdAt" : "2023-03-28T06:39:00.000Z"
          }
        },
        {
          "joinConversation" : {
            "initiatingUserId" : "900100",
            "participantsSnapshot" : [ "888", "900100" ],
            "createdAt" : "2023-03-28T06:38:00.000Z"
          }
        }
      ]
    }
  }
]
